"""Making the packages that people asked for, and deleting them when their time is over."""

from django.db import transaction
from django.utils import timezone

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
        facts=lambda content: {"size": len(content)},
    )


def claim_due_packages(limit: int = 200) -> list[int]:
    """Ids of packages whose making was asked for in vain, marked as asked for now."""
    return rendering.claim_due(Package.objects.all(), limit)


def expire_packages(limit: int = 1000) -> int:
    """Delete the files whose time is over; how many packages that were. The rows stay, with their SHA-256."""
    with transaction.atomic():
        due = list(Package.objects.expired(timezone.now()).select_for_update(skip_locked=True)[:limit])
        files = [(package.file.storage, package.file.name) for package in due if package.file]
        Package.objects.filter(pk__in=[package.pk for package in due]).update(
            state=Package.State.EXPIRED, file="", claimed_until=None
        )
        transaction.on_commit(lambda: [storage.delete(name) for storage, name in files], robust=True)
    return len(due)


def _content(package: Package) -> bytes:
    return documents.PACKAGES[PackageKind(package.kind)](queries.course_of(package.ceremony))
