"""Words of print runs and packages: states, questions, refusals."""

from collections.abc import Iterable
from typing import Protocol

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from awards.designs import words as designs_words
from awards.designs.words import error_sentences
from awards.printing.domain import PackageKind, RunState

RUN_STATES = {
    RunState.RUNNING.value: pgettext_lazy("print run", "Running"),
    RunState.FINISHED.value: pgettext_lazy("print run", "Finished"),
    RunState.CANCELLED.value: pgettext_lazy("print run", "Cancelled"),
}
PACKAGE_LABELS = {
    PackageKind.ZIP.value: _("All documents, one PDF each (ZIP)"),
    PackageKind.MERGED.value: _("One print file in call order (PDF)"),
    PackageKind.ARTWORK.value: _("Plaque artwork for the engraver (ZIP of SVG)"),
    PackageKind.SHEET_PDF.value: _("Run sheet with script (PDF)"),
    PackageKind.SHEET_WORKBOOK.value: _("Run sheet (Excel workbook)"),
}
# What the file of a package is called, before the name of its ceremony.
FILE_NAMES = {
    PackageKind.ZIP.value: _("Certificates and plaques"),
    PackageKind.MERGED.value: _("Print file"),
    PackageKind.ARTWORK.value: _("Plaque artwork"),
    PackageKind.SHEET_PDF.value: _("Run sheet"),
    PackageKind.SHEET_WORKBOOK.value: _("Run sheet"),
}
# The documents and new numbers of a print run of the ticked recipients.
CHOSEN_SUMMARY = _(
    "{recipients} recipients ticked: {documents} documents, {numbers} of them with a new number."
)
# Why an award cannot be printed. {boxes} are the names of boxes or designs, in quotes.
UNPRINTABLE = {
    **designs_words.ERRORS,
    "no-design": _("No published design is chosen for {boxes}."),
    "no-level": _("No level is in force for it."),
    "outdated": _("Another level is in force than the award says. Please replace or revoke it first."),
}
# Whom to ask when the name of an area cannot be printed.
NAME_OF_AREA = _(
    "The name of an area comes from the register of areas, which is not changed in the portal. Please ask "
    "those who look after the data of the department, or choose a design with more room."
)
REFUSALS = {
    "nothing-printable": _("Nothing of what was chosen can be printed."),
    "print-changed": _("What can be printed has changed since it was shown. Please look again."),
    "outdated": _("Another level is in force than the award says. Please replace or revoke it first."),
    "run-not-running": _("The print run is not running."),
    "nothing-failed": _("No document of this print run is in error."),
    "run-is-running": _("Another print run of this ceremony is running. Please wait for it or cancel it."),
    "package-not-failed": _("The package is not in error."),
    "nothing-ready": _("No document is ready yet."),
}


class Omitted(Protocol):
    """An award that cannot be printed, and why."""

    @property
    def error(self) -> str: ...

    @property
    def honoured(self) -> str: ...


def fault_sentences(stored: str) -> str:
    """Return the sentences for the stored reason why an award cannot be printed."""
    return error_sentences(stored, UNPRINTABLE)


def missing_designs_sentence(fields: Iterable[str]) -> str:
    """Return the sentence that designs are missing, given their fields of the ceremony; empty without one."""
    return fault_sentences(" ".join(f"no-design:{name}" for name in fields))


def omission_descriptions(omitted: Iterable[Omitted]) -> str:
    """Return who cannot be printed for and why, each once."""
    return " ".join(dict.fromkeys(f"{award.honoured}: {fault_sentences(award.error)}" for award in omitted))
