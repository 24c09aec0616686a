"""Why a file could not be made, in words."""

from django.utils.translation import gettext_lazy as _

from ecotown.common.queue.work_rows import LOST, UNEXPECTED

TOO_SLOW, DISK_FULL = "too-slow", "disk-full"
ERRORS = {
    UNEXPECTED: _(
        "The file could not be made. Please try again; if it fails again, tell those who run the portal."
    ),
    TOO_SLOW: _("It took too long to make the file. Please tell those who run the portal."),
    LOST: _(
        "The program that made the file broke off three times. Please tell those who run the portal, "
        "then try again."
    ),
    DISK_FULL: _("The disk of the portal is full. Please tell those who run the portal, then try again."),
}


def error_sentence(code: str) -> str:
    """Return the sentence for the stored code of an error, an empty string for none."""
    return str(ERRORS.get(code, ERRORS[UNEXPECTED])) if code else ""
