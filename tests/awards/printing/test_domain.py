"""The kinds of packages."""

from awards.printing.domain import PackageKind


def test_every_package_has_a_suffix():
    assert {kind.value: kind.suffix for kind in PackageKind} == {
        "zip": "zip",
        "merged-pdf": "pdf",
        "artwork-zip": "zip",
        "run-sheet-pdf": "pdf",
        "run-sheet-workbook": "xlsx",
    }
