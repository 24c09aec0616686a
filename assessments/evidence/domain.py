"""Rules of evidence: which files may be handed in, which pages were cited."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from assessments.workflow.domain import WorkflowError

FIRST_NUMBER = re.compile(r"\d+")


class CitationTarget(NamedTuple):
    """What a file is cited for: an indicator, and an item of its expected evidence, "" for none."""

    code: str
    expected: str = ""


def first_page(page: str) -> int | None:
    """Return the first page number of a cited page range, such as 4 of “4-6”; None without a number."""
    match = FIRST_NUMBER.search(page)
    return int(match[0]) if match else None


def is_number_of_page(page: str) -> bool:
    """Return whether cited pages begin with a number, so that the word for a page is said before them."""
    return page[:1].isdigit()


def expected_items(text: str) -> list[str]:
    """Return the items of an indicator's expected evidence, which the edition separates by semicolons."""
    return [item.strip() for item in text.split(";") if item.strip()]


def check_files(unexamined: Iterable[object], refused_cited: Iterable[object]) -> None:
    """Raise unless the files of an assessment can be submitted.

    Raises WorkflowError: "evidence-unexamined" while a file is being examined, because it may be refused, and
    "refused-cited" when a refused file is still cited, because it proves nothing.
    """
    for code, files in {"evidence-unexamined": unexamined, "refused-cited": refused_cited}.items():
        if list(files):
            raise WorkflowError(code)
