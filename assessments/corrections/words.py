"""Words of corrections and questions, and of what correcting refuses."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.corrections.domain import CorrectionState, QuestionState

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

# Why an action is refused, by the code of the WorkflowError.
REFUSALS = {
    "correction-open": _("Another correction of this assessment waits for its decision."),
    "correction-without-change": _("A corrected value is the same as the published one."),
    "correction-reason-missing": _("Please give the reason of the correction."),
    "nothing-corrected": _("Please correct at least one value."),
    "correction-decided": _("This correction has been decided already."),
    "own-correction": _("You proposed this correction, so another administrator decides."),
    "refusal-reason-missing": _("Please say why the correction is refused."),
    "level-unchanged": _("This level is granted already. Leave the level as it is."),
    "level-meeting-missing": _("Please choose the meeting at which the committee changed the level."),
    "level-reason-missing": _("Please give the committee's reason for the level."),
    "question-answered": _("This question has been dealt with already."),
    "public-answer-missing": _("Please write the answer."),
    "not-published": _("Questions are about published results."),
    "too-many-questions": _("Many questions came from your address. Please try again later."),
}
