"""Words of verdicts and threads, and of what the audit refuses."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from assessments.audit.domain import Concern, VerdictKind
from assessments.entry.domain.values import from_plain
from assessments.entry.words import entry_in_words
from assessments.evidence.words import page_words
from indicators.criteria.domain.framework import Indicator
from indicators.criteria.words.values import with_unit

VERDICTS = {
    VerdictKind.ACCEPT.value: pgettext_lazy("verdict", "Accept"),
    VerdictKind.ADJUST.value: pgettext_lazy("verdict", "Adjust"),
    VerdictKind.RETURN.value: pgettext_lazy("verdict", "Return"),
    VerdictKind.AGREE.value: pgettext_lazy("verdict", "Agree that it does not apply"),
    VerdictKind.REFUSE.value: pgettext_lazy("verdict", "Refuse: counts as missing"),
}
# The words in lists, once the verdict is given.
VERDICTS_GIVEN = {
    VerdictKind.ACCEPT.value: pgettext_lazy("verdict given", "accepted"),
    VerdictKind.ADJUST.value: pgettext_lazy("verdict given", "adjusted"),
    VerdictKind.RETURN.value: pgettext_lazy("verdict given", "returned"),
    VerdictKind.AGREE.value: pgettext_lazy("verdict given", "does not apply"),
    VerdictKind.REFUSE.value: pgettext_lazy("verdict given", "counts as missing"),
}
# Indicators without a verdict in force.
WITHOUT_VERDICT_STATES = {
    "open": pgettext_lazy("verdict given", "to be judged"),
    "changed": pgettext_lazy("verdict given", "changed"),
}
# The same where there is room to say what is to be done.
WITHOUT_VERDICT_IN_FULL = WITHOUT_VERDICT_STATES | {
    "changed": pgettext_lazy("verdict given", "changed, to be judged again")
}
WITHOUT_VERDICT = _("without a verdict")
IN_BULK = pgettext_lazy("verdict given", "accepted in bulk")
# What is stated before an assessor accepts in bulk, passes or recommends.
CONCERNS = {
    Concern.NOT_OPENED.value: _("Not opened yet"),
    Concern.CHANGED_SINCE.value: _("Changed since it was opened"),
    Concern.UNANSWERED_WARNING.value: _("With a warning that waits for a reason"),
    Concern.WARNED.value: _("With a warning for which a reason was given"),
    Concern.WITHOUT_EVIDENCE.value: _("Without evidence"),
    Concern.OPEN_COMMENTS.value: _("With open comments"),
    Concern.OTHER_LEVELS.value: _("Meets other levels as audited than as entered"),
    Concern.IN_BULK.value: _("Accepted in bulk"),
    Concern.NOT_APPLICABLE.value: _("Said not to apply"),
    Concern.RETURNED.value: _("Returned before"),
}

# Why an action is refused, by the code of the WorkflowError.
REFUSALS = {
    "incomplete": _("Some indicators have no answer yet."),
    "unanswered": _("Please change each returned indicator, or say why its value stays."),
    "unanswered-warnings": _("Some warnings wait for a reason."),
    "undeclared": _("Please declare that the values are true and complete."),
    "no-assessor": _("Only an active assessor can be assigned."),
    "stage-closed": _("This audit is finished, so nobody can be assigned to it."),
    "assigned-already": _("This assessor has the audit in hand already."),
    "assignment-reason-missing": _("Please say why."),
    "verdict-not-possible": _("This verdict does not fit what was entered."),
    "verdict-reason-missing": _("Please give the reason of the verdict."),
    "verdict-without-change": _("The adjusted value is the same as the one entered. Accept it instead."),
    "unjudged": _("Some indicators have no verdict that holds."),
    "to-be-returned": _("Some verdicts return an indicator. Return the assessment or change them."),
    "nothing-to-return": _("No verdict returns an indicator yet."),
    "nothing-to-accept": _("No indicator is left that can be accepted in one step."),
    "stated-otherwise": _("Something has changed since this was shown. Please look again, then confirm."),
    "due-date": _("The due date lies between today and a year from now."),
    "empty-text": _("Please write something."),
    "settled-already": _("This thread is settled already."),
    "not-settled": _("This thread is open."),
    "asked-by-province": _("The province asked, so the province settles the thread."),
    "asked-by-assessor": _("An assessor asked, so the assessor settles the thread. Please write an answer."),
    "asked-by-other-assessor": _("Another assessor asked, who settles the thread."),
}


def verdict_in_words(verdict, indicator: Indicator) -> str:
    """Return a verdict of the history on one line: kind, adjusted value, reason; empty for None."""
    if not verdict:
        return ""
    words = str(VERDICTS_GIVEN[verdict["kind"]])
    if "given" in verdict:
        words = f"{words} {entry_in_words(from_plain(verdict['given']), indicator)}"
    return f"{words}: {verdict['reason']}" if verdict["reason"] else words


def statement_in_words(stated: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield name and words of each exception that was stated before a step, from the data of its event."""
    for kind, codes in stated["concerns"].items():
        yield str(CONCERNS[kind]), ", ".join(codes)
    left_out = [f"{CONCERNS[kind]} {', '.join(codes)}" for kind, codes in stated["left_out"].items()]
    if left_out:
        yield gettext("Not accepted with the others"), "; ".join(left_out)
    if stated["entered_level"] != stated["audited_level"]:
        levels = {"entered": stated["entered_level"], "audited": stated["audited_level"]}
        yield gettext("Level"), gettext("%(entered)s as entered, %(audited)s as audited") % levels
    if stated["is_visit_missing"]:
        yield gettext("Site visit"), gettext("none recorded")


def overriding_words(card) -> str:
    """Return what an assessor put in place of the value of a card, and in which stage."""
    stage = card.audit.overriding.get_stage_display()
    if card.counted.value is None:
        return f"{stage}: {gettext('counts as missing')}"
    adjusted = gettext("adjusted to %(value)s") % {"value": with_unit(card.counted.value, card.indicator)}
    return f"{stage}: {adjusted}"


def refusal_of_settling(code: str) -> str:
    """Return the sentence for the code of `settling_refusal`; empty for none."""
    return str(REFUSALS[code]) if code else ""


def thread_subject(thread) -> str:
    """Return what a thread of comments speaks of: a file, perhaps with its page, or the value."""
    if not thread.evidence:
        return gettext("About the value")
    if not thread.page:
        return thread.evidence.name
    return f"{thread.evidence.name} · {page_words(thread.page)}"
