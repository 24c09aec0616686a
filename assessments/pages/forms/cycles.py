"""Forms of cycles: opening one, moving its dates, choosing its areas."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.models import TargetArea
from assessments.cycles.actions import days_of
from assessments.cycles.domain import out_of_order
from assessments.cycles.words import DATE_LABELS, REFUSALS
from assessments.pages.forms.fields import text_field
from assessments.workflow.domain import STAGE_DATES
from ecotown.common.forms.dates import DateField
from ecotown.common.forms.fields import REQUIRED
from ecotown.common.forms.name_choices import TickedRowsField
from indicators.editions.models import Framework
from indicators.pages.forms.fields import EditionChoiceField

REASON_MAX_LENGTH = 500
OUT_OF_ORDER = _("This day lies before that of the stage above. Please put the dates in order.")


class StageDatesForm(forms.Form):
    """The five dates of a cycle, in the order of the stages."""

    opens_on = DateField(label=DATE_LABELS["opens_on"])
    submit_by = DateField(label=DATE_LABELS["submit_by"], wants_working_day=True)
    internal_audit_by = DateField(label=DATE_LABELS["internal_audit_by"], wants_working_day=True)
    external_audit_by = DateField(label=DATE_LABELS["external_audit_by"], wants_working_day=True)
    committee_by = DateField(label=DATE_LABELS["committee_by"], wants_working_day=True)

    def __init__(self, *args, year, **kwargs):
        super().__init__(*args, **kwargs)
        self.year = year
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    @property
    def dates(self):
        """Return the dates of a valid form by the field name of a cycle."""
        return {name: self.cleaned_data[name] for name in STAGE_DATES}

    def clean(self):
        cleaned = super().clean()
        dates = {name: cleaned[name] for name in STAGE_DATES if cleaned.get(name)}
        first, last = days_of(self.year)
        beyond = [name for name, day in dates.items() if not first <= day <= last]
        for name in beyond:
            self.add_error(name, REFUSALS["dates-beyond-year"])
        for name in () if beyond else out_of_order(dates):
            self.add_error(name, OUT_OF_ORDER)
        return cleaned


class AreasField(TickedRowsField):
    """The ticked areas."""

    default_error_messages = {
        "required": _("Please tick at least one area."),
        "invalid_choice": _("One of the areas is not there any more. Please tick the areas again."),
        "invalid_pk_value": _("One of the areas is not there any more. Please tick the areas again."),
    }


class OpenCycleForm(StageDatesForm):
    """A new cycle: its edition, its dates and the areas that take part."""

    framework = EditionChoiceField(
        Framework.objects.none(), label=_("Criteria edition"), empty_label=None, error_messages=REQUIRED
    )
    areas = AreasField(TargetArea.objects.none(), label=_("Areas that take part"))

    def __init__(self, *args, year, **kwargs):
        super().__init__(*args, year=year, **kwargs)
        self.fields["framework"].queryset = Framework.objects.in_force(year)
        self.fields["areas"].queryset = _areas_in_force()
        self.helper.layout = Layout("framework", *STAGE_DATES)

    @property
    def values(self):
        """Return what a valid form asks to open, as the action takes it."""
        chosen = self.cleaned_data
        return {"framework": chosen["framework"], "dates": self.dates, "areas": list(chosen["areas"])}


class MoveDatesForm(StageDatesForm):
    """The dates as they shall be, with the reason."""

    reason = text_field(
        _("Reason for moving the dates"),
        max_length=REASON_MAX_LENGTH,
        help_text=_("Everybody who works in this cycle can read the reason in its history."),
    )

    def __init__(self, *args, year, **kwargs):
        super().__init__(*args, year=year, **kwargs)
        self.helper.form_tag = True
        self.helper.disable_csrf = False
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("preview", _("Show what changes"), css_class="btn btn-primary"))

    @property
    def values(self):
        """Return what a valid form asks to change, as the action takes it."""
        return {"dates": self.dates, "reason": self.cleaned_data["reason"]}


class AddAreasForm(forms.Form):
    """Areas that take part from now on."""

    areas = AreasField(TargetArea.objects.none(), label=_("Areas to add"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Also those that take part: who sends the form twice is told so.
        self.fields["areas"].queryset = _areas_in_force()


def _areas_in_force():
    return TargetArea.objects.in_force_on(timezone.localdate()).select_related("province")


class CloseCycleForm(forms.Form):
    """The reason why areas end without a result; nothing is asked when all results are published."""

    reason = text_field(
        _("Why these areas end without a result"),
        required=False,
        max_length=REASON_MAX_LENGTH,
        help_text=_("The provinces read it in the history of their assessments."),
    )

    def __init__(self, *args, has_unfinished, **kwargs):
        super().__init__(*args, **kwargs)
        if has_unfinished:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]
        self.helper = FormHelper(self)  # lays out the fields that are there now
        self.helper.form_tag = False
        self.helper.disable_csrf = True


class ReopenCycleForm(forms.Form):
    """The reason why a cycle is opened again."""

    reason = text_field(
        _("Why the cycle is opened again"),
        max_length=REASON_MAX_LENGTH,
        help_text=_("The provinces read it in the history of their assessments."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": "", "data-confirm": _("Open this cycle again?")}
        self.helper.add_input(Submit("reopen", _("Open the cycle again"), css_class="btn btn-primary"))
