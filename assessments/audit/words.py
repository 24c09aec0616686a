"""Words of verdicts."""

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from assessments.audit.domain import Kind
from assessments.entry.domain.values import from_plain
from assessments.entry.words import in_words
from indicators.criteria.domain.framework import Indicator

VERDICTS = {
    Kind.ACCEPT.value: pgettext_lazy("verdict", "Accept"),
    Kind.ADJUST.value: pgettext_lazy("verdict", "Adjust"),
    Kind.RETURN.value: pgettext_lazy("verdict", "Return"),
    Kind.AGREE.value: pgettext_lazy("verdict", "Agree that it does not apply"),
    Kind.REFUSE.value: pgettext_lazy("verdict", "Refuse: counts as missing"),
}
# The words in lists, once the verdict is given.
VERDICTS_GIVEN = {
    Kind.ACCEPT.value: pgettext_lazy("verdict given", "accepted"),
    Kind.ADJUST.value: pgettext_lazy("verdict given", "adjusted"),
    Kind.RETURN.value: pgettext_lazy("verdict given", "returned"),
    Kind.AGREE.value: pgettext_lazy("verdict given", "does not apply"),
    Kind.REFUSE.value: pgettext_lazy("verdict given", "counts as missing"),
}
# Indicators without a verdict in force.
WITHOUT_VERDICT_STATES = {
    "open": pgettext_lazy("verdict given", "to be judged"),
    "changed": pgettext_lazy("verdict given", "changed"),
}
WITHOUT_VERDICT = _("without a verdict")


def verdict_in_words(verdict, indicator: Indicator) -> str:
    """Return a verdict of the history on one line: kind, adjusted value, reason; empty for None."""
    if not verdict:
        return ""
    words = str(VERDICTS_GIVEN[verdict["kind"]])
    if "given" in verdict:
        words = f"{words} {in_words(from_plain(verdict['given']), indicator)}"
    return f"{words}: {verdict['reason']}" if verdict["reason"] else words


def thread_subject(thread) -> str:
    """Return what a thread of comments speaks of: a file, perhaps with its page, or the value."""
    if not thread.evidence:
        return gettext("About the value")
    if not thread.page:
        return thread.evidence.name
    return f"{thread.evidence.name} · {gettext('Page %(page)s') % {'page': thread.page}}"
