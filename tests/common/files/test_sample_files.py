"""Sample documents are examined without crash within limits; damaged ones are refused without crash."""

import io
import random
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from ecotown.common.files import uploads
from ecotown.common.files.uploads import RefusedUpload
from ecotown.common.workbooks.reading import SpreadsheetError, read_sheets
from tests import files
from tests.common import reports, sample_files

SECONDS = 20  # of processor time
MEMORY = 1 << 30


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    return sample_files.written(tmp_path_factory.mktemp("written"))


@pytest.fixture(scope="module")
def report(written):
    """Return outcome and seconds of each file examined in a subprocess, and the peak memory."""
    paths = [*sample_files.installed(), *written]
    lines, memory = reports.examined_by("tests.common.sample_files", paths)
    assert [path for path, _, _ in lines] == list(map(str, paths))
    return lines, memory


def test_documents_written_by_our_libraries_are_recognised(report, written):
    lines, _ = report

    outcomes = {path: (*outcome, "")[:2] for path, outcome, _ in lines if Path(path) in written}

    expected = {"pdf": "drawn", "xlsx": "1 sheets", "docx": ""}
    assert outcomes == {str(path): (kind, expected[kind]) for path, kind in written.items()}


def test_no_document_takes_long_or_much_memory(report):
    lines, memory = report

    assert [(path, seconds) for path, _, seconds in lines if seconds >= SECONDS] == []
    assert memory < MEMORY


def mutants(content, count, seed):
    """Yield copies that are truncated, or in which bytes are changed, removed or repeated."""
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
    """Return the outcomes of examining copies; any exception but the refusal fails the test."""
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
    """Yield archives in which one part is a mutant."""
    with ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, text in parts.items():
        for mutant in mutants(text, 40, seed=len(text)):
            packed = io.BytesIO()
            with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
                for part, original in parts.items():
                    archive.writestr(part, mutant if part == name else original)
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
def test_a_damaged_workbook_is_refused_or_accepted_without_crash(copies, read, refusal):
    assert outcomes_of(copies(), read, refusal) == {"refused", "taken"}


def test_a_damaged_document_is_refused_or_accepted_without_crash():
    assert outcomes_of(mutants(files.docx(), 400, seed=1), examine, RefusedUpload) == {"refused", "taken"}


def test_a_damaged_pdf_is_refused_or_accepted_without_crash():
    assert outcomes_of(mutants(files.pdf(), 30, seed=1), examine, RefusedUpload) == {"refused", "taken"}


@pytest.mark.parametrize("content", [WORKBOOK, files.docx()], ids=["XLSX", "DOCX"])
def test_each_truncated_office_document_is_refused(content):
    beginnings = [content[:length] for length in range(1, len(content), 37)]

    assert outcomes_of(beginnings, examine, RefusedUpload) == {"refused"}
