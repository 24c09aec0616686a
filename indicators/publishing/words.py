"""Words of refusals and events of editions."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "published": _("This edition is published, so it is never changed. Make a copy of it instead."),
    "exists": _("There is an edition with this code already. Please choose another code."),
    "changed-meanwhile": _("Someone else has changed this since you opened the page. Nothing was saved yet."),
    "faults": _("Something in this edition is still wrong. See the check list."),
    "examples": _("A worked example computes to another level than expected. See the check list."),
    "crosswalk": _("The crosswalk does not fit the edition. See the check list."),
    "earlier-not-published": _("The earlier edition must be published."),
}

EVENTS = {
    "framework-loaded": _("Loaded from a file"),
    "framework-copied": _("Made as a copy"),
    "framework-edited": _("Names and note edited"),
    "level-rules-edited": _("Level rules edited"),
    "part-added": _("Added"),
    "part-edited": _("Edited"),
    "part-moved": _("Moved"),
    "part-removed": _("Removed"),
    "example-saved": _("Worked example saved"),
    "example-removed": _("Worked example removed"),
    "crosswalk-saved": _("Crosswalk saved"),
    "framework-published": _("Published"),
    "framework-discarded": _("Draft discarded"),
}


def refusal_sentence(code: str) -> str:
    """Return the sentence for the code of an EditionError."""
    return str(REFUSALS[code])


def event_label(name: str) -> str:
    """Return the words for the name of an event."""
    return str(EVENTS[name]) if name in EVENTS else gettext("Other deed")
