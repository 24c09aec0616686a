"""Words of corrections and questions, and of what correcting refuses."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.corrections.domain import CorrectionState, QuestionState
from ecotown.common.thai.papers import paper_dates, paper_digits

DECISIONS = {
    CorrectionState.PROPOSED.value: pgettext_lazy("correction", "Waits for another administrator"),
    CorrectionState.APPROVED.value: pgettext_lazy("correction", "Approved"),
    CorrectionState.REFUSED.value: pgettext_lazy("correction", "Refused"),
}
QUESTION_STATES = {
    QuestionState.NEW.value: pgettext_lazy("question", "New"),
    QuestionState.HANDLING.value: pgettext_lazy("question", "Being handled"),
    QuestionState.ANSWERED.value: pgettext_lazy("question", "Answered"),
    QuestionState.CORRECTED.value: pgettext_lazy("question", "Led to a correction"),
}

# What became of a question, as its visitor reads it: the stages in order.
STAGES = {
    QuestionState.NEW: pgettext_lazy("question stage", "Received"),
    QuestionState.HANDLING: pgettext_lazy("question stage", "Being handled"),
    QuestionState.ANSWERED: pgettext_lazy("question stage", "Answered"),
    QuestionState.CORRECTED: pgettext_lazy("question stage", "Led to a correction"),
}


def question_stages(question) -> list[dict[str, object]]:
    """Return the stages of a question for the timeline; it ends with an answer, or with a correction."""
    is_corrected = question.state == QuestionState.CORRECTED
    stages = [
        QuestionState.NEW,
        QuestionState.HANDLING,
        QuestionState.CORRECTED if is_corrected else QuestionState.ANSWERED,
    ]
    reached = stages.index(QuestionState(question.state))
    is_over = reached == len(stages) - 1
    times = [question.asked_at, None, question.handled_at if is_over else None]

    def state(place: int) -> str:
        """Return the state of a stage: being handled goes on, while what was received or answered is over."""
        if is_over or place < reached or place == 0:
            return "done"
        return "current" if place == reached else "waiting"

    return [
        {
            "name": STAGES[stage],
            "state": state(place),
            "when": times[place],
            "due": None if is_over or place < len(stages) - 1 else question.answer_by,
        }
        for place, stage in enumerate(stages)
    ]


# What a correction does to the level in one sentence, by whether the computed level changes, and by what
# happens to the granted one. Each says `former` and `computed`, `before` and `after`, `reason` and `meeting`.
LEVEL_SENTENCES = {
    (False, "kept"): _("The computed level stays at %(computed)s, and the granted level at %(after)s."),
    (False, "reason"): _(
        "The computed level stays at %(computed)s, and the granted level at %(after)s, because: %(reason)s"
    ),
    (False, "meeting"): _(
        "The computed level stays at %(computed)s; meeting %(meeting)s of the committee decided that the"
        " granted level stays at %(after)s."
    ),
    (False, "meeting-reason"): _(
        "The computed level stays at %(computed)s; meeting %(meeting)s of the committee decided that the"
        " granted level stays at %(after)s, because: %(reason)s"
    ),
    (False, "changed"): _(
        "The computed level stays at %(computed)s; meeting %(meeting)s of the committee changed the granted"
        " level from %(before)s to %(after)s, because: %(reason)s"
    ),
    (True, "kept"): _(
        "The computed level changed from %(former)s to %(computed)s; the granted level stays at %(after)s."
    ),
    (True, "reason"): _(
        "The computed level changed from %(former)s to %(computed)s; the granted level stays at %(after)s,"
        " because: %(reason)s"
    ),
    (True, "meeting"): _(
        "The computed level changed from %(former)s to %(computed)s; meeting %(meeting)s of the committee"
        " decided that the granted level stays at %(after)s."
    ),
    (True, "meeting-reason"): _(
        "The computed level changed from %(former)s to %(computed)s; meeting %(meeting)s of the committee"
        " decided that the granted level stays at %(after)s, because: %(reason)s"
    ),
    (True, "changed"): _(
        "The computed level changed from %(former)s to %(computed)s; meeting %(meeting)s of the committee"
        " changed the granted level from %(before)s to %(after)s, because: %(reason)s"
    ),
}


def level_sentence(
    *, former: int, computed: int, before: int, after: int, reason: str = "", meeting: str = ""
) -> str:
    """Return in one sentence what an approved correction did to the computed and to the granted level."""
    if before != after:
        outcome = "changed"
    elif meeting:
        outcome = "meeting-reason" if reason else "meeting"
    else:
        outcome = "reason" if reason else "kept"
    facts = {
        "former": paper_digits(former),
        "computed": paper_digits(computed),
        "before": paper_digits(before),
        "after": paper_digits(after),
        "reason": paper_dates(" ".join(reason.split())),
        "meeting": paper_digits(meeting),
    }
    return str(LEVEL_SENTENCES[former != computed, outcome]) % facts


# Why an action is refused, by the code of the WorkflowError.
REFUSALS = {
    "correction-open": _("Another correction of this assessment waits for its decision."),
    "correction-without-change": _("A corrected value is the same as the published one."),
    "correction-reason-missing": _("Please give the reason of the correction."),
    "nothing-corrected": _("Please correct at least one value."),
    "correction-decided": _("This correction has been decided already."),
    "own-correction": _("You proposed this correction, so another administrator decides."),
    "refusal-reason-missing": _("Please say why the correction is refused."),
    "difference-unexplained": _(
        "The granted level differs from the newly computed one. Please give the reason, or the meeting that"
        " decided."
    ),
    "correction-meeting-closed": _(
        "The minutes of the meeting that decided are closed. Please choose another meeting, or leave the"
        " level as it is and give the reason."
    ),
    "level-unchanged": _("This level is granted already. Leave the level as it is."),
    "level-meeting-missing": _("Please choose the meeting at which the committee changed the level."),
    "level-reason-missing": _("Please give the committee's reason for the level."),
    "question-answered": _("This question has been dealt with already."),
    "public-answer-missing": _("Please write the answer."),
    "question-of-other": _("Another administrator deals with this question. Take it over to answer it."),
    "consent-missing": _("The visitor did not agree that question and answer are shown."),
    "private-details": _(
        "There is an e-mail address, a telephone number or an identity number in it. Please leave it out."
    ),
    "not-published": _("Questions are about published results."),
    "too-many-questions": _("Many questions came from your address. Please try again later."),
}
