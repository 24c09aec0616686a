"""No document crashes an intake, takes it long or much memory; a damaged one is refused and nothing more."""

import io
import random
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from ecotown.common import uploads
from ecotown.common.spreadsheets import SpreadsheetError, read_sheets
from ecotown.common.uploads import RefusedUpload
from tests import files
from tests.common import reports, sample_files

SECONDS = 20  # of a processor
MEMORY = 1 << 30


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    return sample_files.written(tmp_path_factory.mktemp("written"))


@pytest.fixture(scope="module")
def report(written):
    """What a process of its own says about each file, the seconds each took, and the most memory in use."""
    paths = [*sample_files.installed(), *written]
    lines, memory = reports.told_by("tests.common.sample_files", paths)
    assert [path for path, _, _ in lines] == list(map(str, paths))
    return lines, memory


def test_what_the_writers_of_our_packages_make_is_taken_for_what_it_is(report, written):
    lines, _ = report

    said = {path: (*said, "")[:2] for path, said, _ in lines if Path(path) in written}

    drawn = {"pdf": "drawn", "xlsx": "1 sheets", "docx": ""}
    assert said == {str(path): (kind, drawn[kind]) for path, kind in written.items()}


def test_no_document_takes_long_or_much_memory(report):
    lines, memory = report

    assert [(path, seconds) for path, _, seconds in lines if seconds >= SECONDS] == []
    assert memory < MEMORY


def mutants(content, count, seed):
    """Copies that are cut, or in which bytes were changed, taken out or repeated."""
    chance = random.Random(seed)
    for number in range(count):
        place = chance.randrange(len(content))
        length = chance.choice((1, 4, 64))
        yield (
            content[:place],
            content[:place] + chance.randbytes(length) + content[place + length :],
            content[:place] + content[place + length :],
            content[:place] + content[max(0, place - length) : place] + content[place:],
        )[number % 4]


def outcomes_of(copies, read, refusal):
    """What becomes of copies; anything but the refusal fails the test."""
    outcomes = set()
    for copy in copies:
        try:
            read(copy)
            outcomes.add("taken")
        except refusal:
            outcomes.add("refused")
    return outcomes


def examine(content):
    return uploads.examine(io.BytesIO(content), "report", max_bytes=uploads.MEGABYTE)


def with_damaged_parts(content):
    """Archives of which one part each is a mutant."""
    with ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, text in parts.items():
        for mutant in mutants(text, 40, seed=len(text)):
            packed = io.BytesIO()
            with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
                for one, own in parts.items():
                    archive.writestr(one, mutant if one == name else own)
            yield packed.getvalue()


WORKBOOK = sample_files.workbook_of(sample_files.add_comment)


@pytest.mark.parametrize(
    ("read", "refusal"),
    [
        pytest.param(examine, RefusedUpload, id="as evidence"),
        pytest.param(read_sheets, SpreadsheetError, id="as a workbook"),
    ],
)
@pytest.mark.parametrize(
    "copies",
    [
        pytest.param(lambda: mutants(WORKBOOK, 400, seed=1), id="the archive"),
        pytest.param(lambda: with_damaged_parts(WORKBOOK), id="one of its parts"),
    ],
)
def test_a_damaged_workbook_is_refused_or_taken_and_nothing_else(copies, read, refusal):
    assert outcomes_of(copies(), read, refusal) == {"refused", "taken"}


def test_a_damaged_document_is_refused_or_taken_and_nothing_else():
    assert outcomes_of(mutants(files.docx(), 400, seed=1), examine, RefusedUpload) == {"refused", "taken"}


def test_a_damaged_pdf_is_refused_or_taken_and_nothing_else():
    assert outcomes_of(mutants(files.pdf(), 30, seed=1), examine, RefusedUpload) == {"refused", "taken"}


@pytest.mark.parametrize("content", [WORKBOOK, files.docx()], ids=["XLSX", "DOCX"])
def test_each_beginning_of_an_office_document_is_refused(content):
    beginnings = [content[:length] for length in range(1, len(content), 37)]

    assert outcomes_of(beginnings, examine, RefusedUpload) == {"refused"}
