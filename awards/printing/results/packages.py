"""Make the requested packages, withdraw outdated ones, and delete the files of expired ones."""

from collections.abc import Callable
from typing import BinaryIO

from django.db.models import QuerySet
from django.utils import timezone

from awards.ceremonies.models import Ceremony
from awards.printing import queries
from awards.printing.documents.packages import artwork_zip, documents_zip, merged_pdf
from awards.printing.documents.run_sheet import run_sheet_pdf, run_sheet_workbook
from awards.printing.domain import PackageKind
from awards.printing.models import Package
from ecotown.common.queue import rendered_rows

# The function that makes each kind of package from the run sheet of a ceremony.
PACKAGES: dict[PackageKind, Callable[[queries.RunSheet], bytes | BinaryIO]] = {
    PackageKind.ZIP: documents_zip,
    PackageKind.MERGED: merged_pdf,
    PackageKind.ARTWORK: artwork_zip,
    PackageKind.SHEET_PDF: run_sheet_pdf,
    PackageKind.SHEET_WORKBOOK: run_sheet_workbook,
}


def make_package(*, package_id: int) -> bool:
    """Make the file of a package; return whether this call made it."""
    return rendered_rows.render(
        Package.objects.select_related("ceremony"),
        package_id,
        make=_content,
        name=lambda package, _sha256: package.kind,
        facts=lambda size: {"size": size},
    )


def claim_due_packages(limit: int = 200) -> list[int]:
    """Return the ids of packages that no worker took up in time; mark them as queued now."""
    return rendered_rows.claim_due(Package.objects.all(), limit)


def expire_packages() -> int:
    """Delete the files of expired packages; return how many packages expired."""
    return rendered_rows.expire(Package.objects.all())


def withdraw_packages(ceremonies: QuerySet[Ceremony]) -> None:
    """Expire the packages that hold an award of these ceremonies; those being made are made again."""
    kinds = [kind.value for kind in PackageKind if kind.is_of_documents]
    packages = Package.objects.filter(ceremony__in=ceremonies, kind__in=kinds)
    packages.filter(state=Package.State.READY).update(expires_at=timezone.now())
    # A worker that is making one may have read the award already, so its claim is taken away.
    packages.filter(state=Package.State.WAITING).update(claimed_until=None)


def _content(package: Package) -> bytes | BinaryIO:
    return PACKAGES[PackageKind(package.kind)](queries.run_sheet_of(package.ceremony))
