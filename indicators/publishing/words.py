"""Words of refusals of editions."""

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "published": _("This edition is published, so it is never changed. Make a copy of it instead."),
    "exists": _("There is an edition with this code already. Please choose another code."),
    "changed-meanwhile": _("Someone else has changed this since you opened the page. Nothing was saved yet."),
    "faults": _("Something in this edition is still wrong. See the check list."),
    "examples": _("A worked example computes to another level than expected. See the check list."),
    "crosswalk": _("The crosswalk does not fit the edition. See the check list."),
    "nothing-chosen": _("Please choose at least one."),
    "handbook-not-failed": _("This file is not in error."),
    "earlier-not-published": _("The earlier edition must be published."),
}


def refusal_sentence(code: str) -> str:
    """Return the sentence for the code of an EditionError."""
    return str(REFUSALS[code])
