"""The filters of lists of assessments."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from areas.forms import ANY, AreaListForm
from assessments.corrections.words import QUESTION_STATES
from assessments.workflow.domain import STAGES, Status
from assessments.workflow.words import STATUS_NAMES

STAGE_CHOICES = [(stage.value, STATUS_NAMES[stage.value]) for stage in STAGES]


class AssessmentListForm(AreaListForm):
    """The filters of a list of assessments: those of their areas, and the status."""

    state = forms.ChoiceField(label=_("Status"), choices=[ANY, *STATUS_NAMES.items()], required=False)


class DecidedListForm(AssessmentListForm):
    """The filters of the committee's page, which concern assessments from the recommendation on."""

    STATES = (Status.COMMITTEE, Status.GRANTED, Status.PUBLISHED)

    state = forms.ChoiceField(
        label=_("Status"),
        choices=[ANY, *((state.value, STATUS_NAMES[state.value]) for state in STATES)],
        required=False,
    )


class RecommendedListForm(AssessmentListForm):
    """The filters of the assessments that a meeting can put on its agenda."""

    state = None


class QuestionListForm(AreaListForm):
    """The filters of the questions of visitors; the state chooses the list."""

    kept = frozenset({"state"})
    level = None

    state = forms.ChoiceField(choices=list(QUESTION_STATES.items()), required=False, widget=forms.HiddenInput)


class TrialListForm(AreaListForm):
    """The filters of the areas of which an edition is tried; the year chooses the list."""

    kept = frozenset({"year", "missing"})
    MISSING = {
        "left-out": _("Left out of the computation"),
        "unmet": _("Counted as not met"),
    }

    year = forms.TypedChoiceField(
        label=_("Fiscal year"), coerce=int, required=False, empty_value=None, widget=forms.HiddenInput
    )
    missing = forms.ChoiceField(choices=list(MISSING.items()), required=False, widget=forms.HiddenInput)


class AuditListForm(AssessmentListForm):
    """The filters of a list of audits, and which of them it lists."""

    kept = frozenset({"whose"})
    WHOSE = {
        "mine": pgettext_lazy("audits", "Mine"),
        "free": pgettext_lazy("audits", "To take"),
        "coming": pgettext_lazy("audits", "Not my turn yet"),
        "all": pgettext_lazy("audits", "All"),
    }

    whose = forms.ChoiceField(choices=list(WHOSE.items()), required=False, widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=_("Status"),
        choices=[ANY, *STAGE_CHOICES, (Status.RETURNED.value, STATUS_NAMES[Status.RETURNED.value])],
        required=False,
    )
    overdue = forms.BooleanField(label=_("Overdue"), required=False)
    changed = forms.BooleanField(label=_("Changed since I last looked"), required=False)


class AssignmentListForm(AssessmentListForm):
    """The filters of the assessments whose audits can be assigned."""

    STATES = (Status.DRAFT, *STAGES, Status.RETURNED)

    state = forms.ChoiceField(
        label=_("Status"),
        choices=[ANY, *((state.value, STATUS_NAMES[state.value]) for state in STATES)],
        required=False,
    )
    overdue = forms.BooleanField(label=_("Overdue"), required=False)
    unassigned = forms.BooleanField(label=_("Without an assessor"), required=False)
