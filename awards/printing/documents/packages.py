"""Packages for the printer, the engraver and the archive: many documents in one file."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.utils import timezone, translation

from awards.ceremonies.models import Ceremony
from awards.designs.documents.artwork import artwork_svg
from awards.designs.domain.kinds import AwardKind
from awards.printing.domain import PackageKind
from awards.printing.queries import RunSheet, RunSheetLine
from awards.printing.words import FILE_NAMES
from awards.register.documents.awards import design_of_award, texts_of_award
from awards.register.models.awards import Award
from awards.register.words import award_file_name, file_name
from ecotown.common.pdf.merging import merge

MAX_NAME_LENGTH = 60  # letters of a name in a file name


def documents_zip(run_sheet: RunSheet) -> BinaryIO:
    """Return a ZIP of the PDFs of all awards, named by place in the call order, as an open temporary file."""
    with _temporary_file() as file:
        with ZipFile(file, "w", ZIP_STORED) as archive:  # a PDF is compressed already
            for line, award in _ready(run_sheet):
                _add(archive, f"{_file_name(line, award)}.pdf", award)
        return file


def merged_pdf(run_sheet: RunSheet) -> BinaryIO:
    """Return one PDF of all awards in call order with a bookmark each, as an open temporary file."""
    files = (
        (f"{line.place}. {line.name} ({award.number})", _content(award)) for line, award in _ready(run_sheet)
    )
    with _temporary_file() as file:
        merge(files, run_sheet.ceremony.name, file)
        return file


def artwork_zip(run_sheet: RunSheet) -> BinaryIO:
    """Return a ZIP of the plaques as SVG and as PDF with bleed and crop marks, as an open temporary file."""
    with _temporary_file() as file:
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            for line, award in _ready(run_sheet):
                if award.kind == AwardKind.PLAQUE:
                    name = _file_name(line, award)
                    archive.writestr(
                        f"{name}.svg", artwork_svg(design_of_award(award), texts_of_award(award))
                    )
                    _add(archive, f"{name}.pdf", award)
        return file


@contextmanager
def _temporary_file() -> Iterator[BinaryIO]:
    """Open a temporary file that the caller closes; close it after an error."""
    with ExitStack() as stack:
        file = stack.enter_context(TemporaryFile())
        yield file
        stack.pop_all()


def _add(archive: ZipFile, name: str, award: Award) -> None:
    """Copy the file of an award into the archive, chunk by chunk."""
    entry_info = ZipInfo(name, timezone.localtime(award.issued_at).timetuple()[:6])
    entry_info.compress_type = archive.compression
    with award.file.open() as file, archive.open(entry_info, "w") as entry:
        copyfileobj(file, entry)


def _ready(run_sheet: RunSheet) -> Iterator[tuple[RunSheetLine, Award]]:
    return ((line, award) for line in run_sheet.lines for award in line.ready_awards)


def _file_name(line: RunSheetLine, award: Award) -> str:
    name = file_name(file_name(line.name)[:MAX_NAME_LENGTH])
    return f"{line.place:04d} {award_file_name(award.kind, award.number)} {name}"


def package_file_name(kind: PackageKind, ceremony: Ceremony) -> str:
    """Return what a package is called, in Thai: what it holds, and the ceremony."""
    with translation.override("th"):
        contents = str(FILE_NAMES[kind])
    return f"{contents} {file_name(file_name(ceremony.name)[:MAX_NAME_LENGTH])}.{kind.suffix}"


def _content(award: Award) -> bytes:
    with award.file.open() as file:
        return file.read()
