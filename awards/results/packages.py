"""Make packages, and delete their files when they expire."""

from typing import BinaryIO

from awards import documents, queries
from awards.domain.ceremonies import PackageKind
from awards.models import Package
from ecotown.common import rendering


def make_package(*, package_id: int) -> bool:
    """Make the file of a package; return whether this call made it."""
    return rendering.render(
        Package.objects.select_related("ceremony"),
        package_id,
        make=_content,
        name=lambda package, _sha256: package.kind,
        facts=lambda size: {"size": size},
    )


def claim_due_packages(limit: int = 200) -> list[int]:
    """Return the ids of packages that no worker took up in time; mark them as queued now."""
    return rendering.claim_due(Package.objects.all(), limit)


def expire_packages() -> int:
    """Delete the files of expired packages; return how many packages expired."""
    return rendering.expire(Package.objects.all())


def _content(package: Package) -> bytes | BinaryIO:
    return documents.PACKAGES[PackageKind(package.kind)](queries.course_of(package.ceremony))
