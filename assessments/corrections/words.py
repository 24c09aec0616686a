"""Words of the states of corrections and questions."""

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
