"""Peak memory of making a package: `python -m bench.certificates.packages KIND COUNT`.

Prints three sizes in MB: before, the peak, and that of the package. The documents are stored on disk.
"""

import os
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import BinaryIO
from zipfile import ZipFile

import django
import pikepdf
from django.conf import settings

django.setup()

from django.core.files.base import File  # noqa: E402
from django.core.files.storage import default_storage  # noqa: E402
from django.utils import timezone  # noqa: E402

from awards.designs.documents import fast_pdf  # noqa: E402
from awards.printing.domain import PackageKind  # noqa: E402
from awards.printing.queries import RunSheet  # noqa: E402
from awards.printing.results import packages  # noqa: E402
from awards.register.models.awards import Award  # noqa: E402
from bench.certificates.scenario import (  # noqa: E402
    award_texts,
    benchmark_design,
)
from bench.peak_memory import peak_memory  # noqa: E402

MEGABYTE = 1 << 20


def benchmark_run_sheet(count: int) -> RunSheet:
    """Return the run sheet of `count` certificates, which a child process makes and leaves on disk."""
    if not os.fork():
        for number, content in enumerate(fast_pdf.render(benchmark_design(), award_texts(count)), 1):
            Path(settings.MEDIA_ROOT, f"{number}.pdf").write_bytes(content)
        os._exit(0)
    if os.wait()[1]:
        raise SystemExit("the documents could not be made")
    lines = [
        SimpleNamespace(
            place=number,
            recipient=SimpleNamespace(name=texts.recipient),
            ready_awards=[
                Award(
                    kind="certificate",
                    year=2569,
                    running_number=number,
                    number_format="{number}/{year}",
                    issued_at=timezone.now(),
                    file=f"{number}.pdf",
                )
            ],
        )
        for number, texts in enumerate(award_texts(count), 1)
    ]
    return RunSheet(SimpleNamespace(name="งานพิธี"), lines)


def documents_in(package: BinaryIO, kind: PackageKind) -> int:
    """Return the number of documents in a package."""
    if kind is PackageKind.ZIP:
        return len(ZipFile(package).namelist())
    with pikepdf.open(package) as merged:
        return len(merged.pages)


kind, count = PackageKind(sys.argv[1]), int(sys.argv[2])
with tempfile.TemporaryDirectory() as folder:
    settings.MEDIA_ROOT = folder
    make_package, run_sheet = packages.PACKAGES[kind], benchmark_run_sheet(count)
    before = peak_memory()
    with File(make_package(run_sheet)) as content:
        size = content.seek(0, os.SEEK_END)
        default_storage.save("package", content)
        peak = peak_memory()
        if documents_in(content.file, kind) != count:
            raise SystemExit(f"{kind.value} does not have all documents")
    print(f"{before / MEGABYTE:.0f} {peak / MEGABYTE:.0f} {size / MEGABYTE:.1f}")
