"""What a run needs, and the kinds of packages."""

import pytest

from awards.designs.domain.kinds import AwardError
from awards.printing.domain import PackageKind, check_run


@pytest.mark.parametrize(
    ("documents", "printable", "code"),
    [(0, 0, "nothing-chosen"), (1, 0, "nothing-printable"), (46, 0, "nothing-printable")],
)
def test_a_run_that_would_print_nothing_is_refused(documents, printable, code):
    with pytest.raises(AwardError, match=f"^{code}$"):
        check_run(documents=documents, printable=printable)


def test_a_run_needs_one_document():
    check_run(documents=46, printable=1)


def test_every_package_has_a_suffix():
    assert {kind.value: kind.suffix for kind in PackageKind} == {
        "zip": "zip",
        "merged-pdf": "pdf",
        "artwork-zip": "zip",
        "run-sheet-pdf": "pdf",
        "run-sheet-workbook": "xlsx",
    }
