"""Making the packages that people asked for, and deleting them when their time is over."""

from typing import BinaryIO

from awards import documents, queries
from awards.domain.ceremonies import PackageKind
from awards.models import Package
from ecotown.common import rendering


def make_package(*, package_id: int) -> bool:
    """Make the file of a package; True when this call made it."""
    return rendering.render(
        Package.objects.select_related("ceremony"),
        package_id,
        make=_content,
        name=lambda package, _sha256: package.kind,
        facts=lambda size: {"size": size},
    )


def claim_due_packages(limit: int = 200) -> list[int]:
    """Ids of packages whose making was asked for in vain, marked as asked for now."""
    return rendering.claim_due(Package.objects.all(), limit)


def expire_packages() -> int:
    """Delete the files whose time is over; how many packages that were."""
    return rendering.expire(Package.objects.all())


def _content(package: Package) -> bytes | BinaryIO:
    return documents.PACKAGES[PackageKind(package.kind)](queries.course_of(package.ceremony))
