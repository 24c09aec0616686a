"""Words of statuses, steps and stages, and of what the workflow refuses."""

from django.utils.translation import get_language, gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from assessments.workflow.domain import STAGES as AUDITS
from assessments.workflow.domain import Status, Step, due_on
from assessments.workflow.events import STAGE_ENDS

STATUS_NAMES = {
    Status.DRAFT.value: pgettext_lazy("status", "Being filled in"),
    Status.INTERNAL_AUDIT.value: pgettext_lazy("status", "Internal audit"),
    Status.EXTERNAL_AUDIT.value: pgettext_lazy("status", "External audit"),
    Status.RETURNED.value: pgettext_lazy("status", "Returned for correction"),
    Status.COMMITTEE.value: pgettext_lazy("status", "Before the committee"),
    Status.GRANTED.value: pgettext_lazy("status", "Level granted"),
    Status.PUBLISHED.value: pgettext_lazy("status", "Published"),
    Status.UNFINISHED.value: pgettext_lazy("status", "Ended without a result"),
}

STEPS = {
    Step.RETURN: _("Return to the province"),
    Step.RESUBMIT: _("Submit again"),
    Step.SUBMIT: _("Check and submit"),
    Step.WITHDRAW: _("Withdraw to correct"),
    Step.PASS: _("Pass the internal audit"),
    Step.RECOMMEND: _("Recommend to the committee"),
    Step.SEND_BACK: _("Send back to the external audit"),
    Step.RESOLVE: _("Record the resolution"),
    Step.WITHDRAW_RESOLUTION: _("Withdraw the resolution"),
    Step.PUBLISH: _("Publish the result"),
    Step.CORRECT: _("Correct the published result"),
    Step.END: _("End without a result"),
    Step.RESUME: _("Resume the assessment"),
}

# The next step in the list of work, by status.
NEXT_STEPS = {
    Status.INTERNAL_AUDIT.value: _("Open the internal audit"),
    Status.EXTERNAL_AUDIT.value: _("Open the external audit"),
    Status.RETURNED.value: _("Correct and submit again"),
    Status.COMMITTEE.value: _("Record the resolution"),
    Status.GRANTED.value: _("Publish the result"),
}

# Why an action is refused, by the code of the WorkflowError.
REFUSALS = {
    "level-not-failed": _("This level is not in error."),
    "not-now": _("This step is not possible in the present status. The page shows what is possible now."),
    "locked": _("The values are locked, because the assessment has been submitted."),
    "ended": _("The values are locked, because the cycle was closed before the assessment was finished."),
    "not-returned": _("Only what was returned can be changed now. The other values are locked."),
    "own-entries": _("Who entered values or gave evidence does not audit this assessment."),
    "own-entries-result": _(
        "Who entered values or gave evidence neither publishes nor corrects the result of this assessment."
    ),
    "both-audits": _("The two audits of an assessment are done by different assessors."),
    "not-assigned": _("Nobody is assigned to this audit yet. Take it first."),
    "other-assessor": _("Another assessor has this audit in hand."),
    "recused": _("You asked to be taken off this audit before, so another assessor does it."),
    "no-comments-now": _("Comments are possible from the submission until the committee has decided."),
    "no-notes-now": _("Internal notes are written while the assessment is audited or corrected only."),
    "note-of-others": _("Internal notes are written by the assigned assessors and by administrators."),
    "nothing-chosen": _("Please choose at least one."),
    "edition-not-published": _("The criteria edition of a cycle must be published."),
    "edition-not-in-force": _("The criteria edition counts from a later fiscal year on."),
}


def step_label(step: Step) -> str:
    """Return the words on the button of a step."""
    return str(STEPS[step])


def step_button(step: Step) -> str:
    """Return the words on the button that leads to a step."""
    return str(BUTTONS.get(step, STEPS[step]))


def next_step_label(assessment) -> str:
    """Return the words of the next step of an assessment out of `listed_assessments`."""
    if assessment.status in AUDITS and assessment.assigned_to is None:
        return gettext("Open and take this audit")
    if assessment.status in NEXT_STEPS:
        return str(NEXT_STEPS[assessment.status])
    if assessment.carried_count:
        return confirming_label(assessment.carried_count)
    if not assessment.answered_count:
        return gettext("Start filling in")
    is_complete = assessment.answered_count == assessment.total_count
    return gettext("Check and submit") if is_complete else gettext("Go on filling in")


def question_label(count: int) -> str:
    """Return the words on the link to threads that wait for an answer of the province."""
    words = ngettext(
        "Answer %(count)s comment of an assessor", "Answer %(count)s comments of assessors", count
    )
    return words % {"count": count}


def level_choices(edition) -> list[tuple[int, str]]:
    """Return the levels that the committee can grant, with their names, as form choices."""
    english = get_language() == "en"
    return [(0, gettext("0 Preparing"))] + [
        (rule.level, f"{rule.level} {rule.name_en if english else rule.name_th}") for rule in edition.levels
    ]


# The stages in order, each with its words; `events` says which event ends it.
STAGES = {
    Status.DRAFT: _("Filling in by the province"),
    Status.INTERNAL_AUDIT: _("Internal audit"),
    Status.EXTERNAL_AUDIT: _("External audit"),
    Status.COMMITTEE: _("Resolution of the committee"),
    Status.PUBLISHED: _("Publication"),
}


def stages(assessment, events):
    """Return the stages of the timeline; `events` are the history, the newest first."""
    first_events = {event.name: event for event in reversed(events)}
    reached = _reached(assessment.ended_from or assessment.status)
    ends = [first_events.get(STAGE_ENDS[stage]) for stage in STAGES]
    return [
        {
            "name": name,
            "state": _state(position, reached, assessment.status),
            "who": end.by if position < reached and end else "",
            "when": end.at if position < reached and end else None,
            "due": due_on(assessment) if position == reached else None,
        }
        for position, (name, end) in enumerate(zip(STAGES.values(), ends, strict=True))
    ]


def _reached(status):
    """Return the index in STAGES of the present stage, the length of STAGES once published."""
    if status == Status.PUBLISHED:
        return len(STAGES)
    if status == Status.GRANTED:
        return len(STAGES) - 1
    return list(STAGES).index(status) if status in STAGES else 0


def _state(position, reached, status):
    if position < reached:
        return "done"
    if position > reached or status == Status.UNFINISHED:
        return "waiting"
    return "returned" if status == Status.RETURNED else "current"


# Title and sentence of what can be done next with an assessment, by the step that does it.
NEXT_ACTIONS = {
    Step.SUBMIT: (
        _("All indicators are filled in"),
        _("Check the values once more. After submitting they are locked for the audits."),
    ),
    Step.WITHDRAW: (
        _("Submitted to the assessors"),
        _("The values are locked. Until an assessor begins, you can take them back to correct a mistake."),
    ),
    Step.PASS: (
        _("Internal audit"),
        _(
            "Judge every indicator on the screen of the audit. "
            "After passing, another assessor does the external audit."
        ),
    ),
    Step.RECOMMEND: (
        _("External audit"),
        _("Recommend after the site visit. The committee then decides on the level."),
    ),
    Step.RESOLVE: (
        _("Resolution of the committee"),
        _("Record the level that the committee granted, with number and date of its meeting."),
    ),
    Step.PUBLISH: (
        _("Publication"),
        _("Everyone will see the granted level."),
    ),
}
# What happens to an assessment while the reader has nothing to do with it.
TURNS_OF_OTHERS = {
    Status.DRAFT: _("The province is filling in the values."),
    Status.RETURNED: _("The province is filling in the values."),
    Status.INTERNAL_AUDIT: _("The values are locked while an assessor does the internal audit."),
    Status.EXTERNAL_AUDIT: _("The values are locked while an assessor does the external audit."),
    Status.COMMITTEE: _("The assessment waits for the resolution of the committee."),
    Status.GRANTED: _("The level is granted and waits for publication."),
    Status.PUBLISHED: _("Everyone can see the granted level."),
    Status.UNFINISHED: _("The cycle was closed before the assessment was finished. It has no result."),
}
# The button of a step that is taken on another page, where it differs from the step.
BUTTONS = {Step.PASS: _("Open the audit"), Step.RECOMMEND: _("Open the audit")}


def confirming_label(count: int) -> str:
    """Return the words on the link to values of the year before that wait to be confirmed."""
    words = ngettext(
        "Confirm %(count)s value carried forward", "Confirm %(count)s values carried forward", count
    )
    return words % {"count": count}


def confirming_quantities_label(count: int) -> str:
    """Return the words on the link to basic data of the year before that wait to be confirmed."""
    words = ngettext(
        "Confirm %(count)s number of the basic data", "Confirm %(count)s numbers of the basic data", count
    )
    return words % {"count": count}


def next_action(
    step: Step,
    *,
    unanswered: int,
    unconfirmed: int,
    unconfirmed_quantities: int,
    warned: int,
    begins_with_quantities: bool,
) -> tuple[str, str]:
    """Return title and sentence of a step that the reader can take.

    `unanswered`, `unconfirmed` and `warned` count the indicators without a value, with one of the year before
    that waits to be confirmed, and with a warning that waits for a reason, `unconfirmed_quantities` the basic
    data that wait to be confirmed; they come before submitting, and to type basic data before the indicators.
    """
    if step == Step.SUBMIT and unconfirmed:
        sentence = gettext(
            "Each value of the year before counts once you have confirmed or changed it. "
            "Look at the value and at its evidence of this year."
        )
        return confirming_label(unconfirmed), sentence
    if step == Step.SUBMIT and unconfirmed_quantities:
        sentence = gettext("Each number of the year before counts once you have confirmed or changed it.")
        return confirming_quantities_label(unconfirmed_quantities), sentence
    if step == Step.SUBMIT and unanswered:
        title = ngettext(
            "%(left)s indicator left to fill in", "%(left)s indicators left to fill in", unanswered
        )
        sentence = (
            gettext("Begin with the basic data of the area: each number is typed once for all indicators.")
            if begins_with_quantities
            else gettext("Every value is kept when you save it. You can submit when all are filled in.")
        )
        return title % {"left": unanswered}, sentence
    if step == Step.SUBMIT and warned:
        title = ngettext(
            "%(left)s indicator has a warning that waits for a reason",
            "%(left)s indicators have a warning that waits for a reason",
            warned,
        )
        sentence = gettext(
            "Correct the value, or give the reason why it is right. The assessors read it beside the value."
        )
        return title % {"left": warned}, sentence
    title, sentence = NEXT_ACTIONS[step]
    return str(title), str(sentence)


def turn_of_others(status: Status) -> tuple[str, str]:
    """Return title and sentence for a reader who has nothing to do with an assessment in this status."""
    is_published = status == Status.PUBLISHED
    title = (
        gettext("The result is published") if is_published else gettext("Nothing for you to do at the moment")
    )
    return title, str(TURNS_OF_OTHERS[status])
