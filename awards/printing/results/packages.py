"""Make the requested packages, and withdraw outdated ones."""

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
from ecotown.common.produced_files.making import FileMaker, unguessable_name
from ecotown.common.queue.work_rows import asked_now

# The function that makes each kind of package from the run sheet of a ceremony.
PACKAGES: dict[PackageKind, Callable[[queries.RunSheet], bytes | BinaryIO]] = {
    PackageKind.ZIP: documents_zip,
    PackageKind.MERGED: merged_pdf,
    PackageKind.ARTWORK: artwork_zip,
    PackageKind.SHEET_PDF: run_sheet_pdf,
    PackageKind.SHEET_WORKBOOK: run_sheet_workbook,
}


def withdraw_packages(ceremonies: QuerySet[Ceremony]) -> None:
    """Expire the packages that hold an award of these ceremonies; those being made are made again."""
    kinds = [kind.value for kind in PackageKind if kind.is_of_documents]
    packages = Package.objects.filter(ceremony__in=ceremonies, kind__in=kinds)
    packages.filter(state=Package.State.READY).update(expires_at=timezone.now())
    # A worker that is making one may have read the award already, so its claim is taken away.
    packages.waiting().update(**asked_now())


def _content(package: Package) -> bytes | BinaryIO:
    return PACKAGES[PackageKind(package.kind)](queries.run_sheet_of(package.ceremony))


FILES: FileMaker[Package] = FileMaker(
    rows=Package.objects.select_related("ceremony"),
    contents=lambda packages: map(_content, packages),
    name=lambda package, _sha256: f"{package.ceremony_id}/{unguessable_name(package.suffix)}",
)
