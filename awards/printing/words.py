"""Words of print runs and packages: states, questions, refusals."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
# The documents and new numbers of a print run of the ticked recipients.
CHOSEN_SUMMARY = _(
    "{recipients} recipients ticked: {documents} documents, {numbers} of them with a new number."
)
PRINT_QUESTION = _("Number and print {documents} documents? {numbers} new numbers are given, for good.")
REFUSALS = {
    "outdated": _("Another level is in force than the award says. Please replace or revoke it first."),
    "run-not-running": _("The print run is not running."),
    "nothing-failed": _("No document of this print run is in error."),
    "run-is-running": _("Another print run of this ceremony is running. Please wait for it or cancel it."),
    "package-not-failed": _("The package is not in error."),
    "nothing-ready": _("No document is ready yet."),
}
