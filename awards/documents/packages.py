"""What is taken to the printer, the engraver and the archive: many documents in one file."""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from awards.documents.artwork import artwork_svg
from awards.documents.awards import drawn, words_of
from awards.domain.awards import Kind
from awards.models import Certificate
from awards.queries import Course, CourseLine
from ecotown.common.pdf_merging import merge

UNUSABLE = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
LONGEST = 60  # letters of a name in the name of a file


def documents_zip(course: Course) -> bytes:
    """Each certificate and plaque as a PDF, named by its place in the call order."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_STORED) as archive:  # a PDF is packed already
        for line, award in _ready(course):
            archive.writestr(f"{_file_name(line, award)}.pdf", _content(award))
    return content.getvalue()


def merged_pdf(course: Course) -> bytes:
    """One print file in call order, with a bookmark for each document."""
    return merge(
        (f"{line.place}. {line.recipient.name} ({award.number})", _content(award))
        for line, award in _ready(course)
    )


def artwork_zip(course: Course) -> bytes:
    """The plaques as SVG for the engraver, beside their PDF with bleed and crop marks."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for line, award in _ready(course):
            if award.kind == Kind.PLAQUE:
                name = _file_name(line, award)
                svg = artwork_svg(drawn(award), words_of(award))
                archive.writestr(f"{name}.svg", svg)
                archive.writestr(f"{name}.pdf", _content(award))
    return content.getvalue()


def _ready(course: Course) -> Iterator[tuple[CourseLine, Certificate]]:
    for line in course.lines:
        for award in line.awards:
            if award.state == Certificate.State.READY and not award.is_revoked:
                yield line, award


def _file_name(line, award):
    name = UNUSABLE.sub(" ", line.recipient.name).strip()[:LONGEST].strip(" .")
    number = UNUSABLE.sub("-", award.number)
    return f"{line.place:04d} {award.kind} {number} {name}"


def _content(award):
    with award.file.open() as file:
        return file.read()
