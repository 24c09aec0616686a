"""What pages of awards say of refusals and events, whichever capability they come from."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from awards.ceremonies import words as ceremonies_words
from awards.designs import words as designs_words
from awards.designs.events import Event
from awards.printing import words as printing_words
from awards.register import words as register_words
from ecotown.common.history.events import label

# A code that several capabilities raise stands in the lowest of them.
REFUSALS = {
    **designs_words.REFUSALS,
    **ceremonies_words.REFUSALS,
    **register_words.REFUSALS,
    **printing_words.REFUSALS,
}
YES, NO = _("Yes"), _("No")
EVENT_FACTS = {
    "recipient": _("Recipient"),
    "recipients": _("Recipients"),
    "removed_recipient": _("someone who is no longer on the list"),
    "number": pgettext_lazy("award", "Number"),
    "replaces": _("Replaces"),
    "documents": _("Documents"),
    "left_out": _("Cannot be printed"),
    "package": _("Package"),
    "assessments": _("Areas"),
    "sorted": _("Sorted"),
}


def refusal(code: str, detail: str = "") -> str:
    """Return the sentence for an AwardError."""
    return f"{REFUSALS[code]} ({detail})" if detail else str(REFUSALS[code])


def event_label(name: str) -> str:
    """Return the words for a stored event in the history of a ceremony or a design."""
    event = Event.stored_as(name)
    return str((event and event.meaning.in_ceremony) or label(event))
