"""What a print run needs, the states of print runs and the kinds of packages."""

from __future__ import annotations

from enum import StrEnum

from awards.designs.domain.kinds import AwardError


class RunState(StrEnum):
    """The state of a print run; a finished one runs again when a failed document is retried."""

    RUNNING = "running"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class PackageKind(StrEnum):
    """The kinds of files that are made of a ceremony for download; they expire."""

    ZIP = "zip"
    MERGED = "merged-pdf"
    ARTWORK = "artwork-zip"
    SHEET_PDF = "run-sheet-pdf"
    SHEET_WORKBOOK = "run-sheet-workbook"

    @property
    def suffix(self) -> str:
        """The suffix of its file name: zip, pdf or xlsx."""
        return {"zip": "zip", "pdf": "pdf", "workbook": "xlsx"}[self.value.rpartition("-")[2]]

    @property
    def is_of_documents(self) -> bool:
        """Whether it holds awards; the other kinds are run sheets."""
        return self in {PackageKind.ZIP, PackageKind.MERGED, PackageKind.ARTWORK}


def check_run(*, documents: int, printable: int) -> None:
    """Raise AwardError unless a run has something to print: "nothing-chosen", "nothing-printable"."""
    if not documents:
        raise AwardError("nothing-chosen")
    if not printable:
        raise AwardError("nothing-printable")
