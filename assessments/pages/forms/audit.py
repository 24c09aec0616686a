"""Forms of audits: verdicts, returns, assignments and comments."""

from datetime import timedelta

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.audit.domain import WITHOUT_REASON, VerdictKind, verdict_kinds_for
from assessments.audit.words import VERDICTS
from assessments.entry.domain.values import EntryValue, entry_faults
from assessments.pages.forms.entry import number_fields, typed_value, units_of
from assessments.pages.forms.fields import text_field
from assessments.pages.forms.lists import STAGE_CHOICES
from ecotown.accounts.models import Role, User
from ecotown.common.forms.dates import DateField, Period
from ecotown.common.forms.fields import REQUIRED
from ecotown.common.forms.name_choices import NameChoiceField
from ecotown.common.holidays.queries import calendar_from
from indicators.criteria.domain.framework import Indicator
from indicators.pages.forms.values import laid_out_value

VERDICT_KEYS = {
    VerdictKind.ACCEPT: "A",
    VerdictKind.AGREE: "A",
    VerdictKind.ADJUST: "E",
    VerdictKind.RETURN: "R",
    VerdictKind.REFUSE: "N",
}
# The province has this long to answer a return, unless the assessor says otherwise.
USUAL_RETURN = timedelta(days=14)
MOST_DAYS_TO_CORRECT = 366  # a later due date has a mistyped year
REASON_ERRORS = {"required": _("Please give the reason.")}


class VerdictForm(forms.Form):
    """One verdict on one indicator; `kind` determines the button and the fields."""

    def __init__(
        self,
        *args,
        kind: VerdictKind,
        indicator: Indicator,
        entry_value: EntryValue,
        reason: str = "",
        **kwargs,
    ):
        """Create the form; `entry_value` is the value before this stage, with which an adjustment begins."""
        self.kind, self.indicator = kind, indicator
        initial = {"value": entry_value.value, **entry_value.inputs, "reason": reason}
        super().__init__(*args, prefix=kind.value, initial=initial, **kwargs)
        self.numbers = number_fields(indicator) if kind == VerdictKind.ADJUST else {}
        self.fields = {**self.numbers}
        if kind not in WITHOUT_REASON:
            self.fields["reason"] = text_field(_("Reason"), rows=2, error_messages=REASON_ERRORS)
        for field in self.numbers.values():
            field.required = True
            field.error_messages["required"] = _("Please fill this in.")
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        units = units_of(indicator) if indicator.inputs else {}
        self.helper.layout = Layout(
            *(laid_out_value(name, field, units.get(name, "")) for name, field in self.fields.items())
        )

    def clean(self):
        cleaned = super().clean()
        if self.numbers and not self.errors:
            for fault in entry_faults(self.adjusted, self.indicator):
                key = fault.split(":")[0]
                self.add_error(key if key in self.numbers else None, _("This number is not possible here."))
        return cleaned

    @property
    def label(self) -> str:
        """Return the words on the button."""
        return str(VERDICTS[self.kind])

    @property
    def key(self) -> str:
        """Return the keyboard key that opens the form or gives the verdict."""
        return VERDICT_KEYS[self.kind]

    @property
    def adjusted(self) -> EntryValue:
        """Return the adjusted value; only after the fields were cleaned."""
        return typed_value(self.cleaned_data, self.indicator)

    @property
    def values(self) -> dict[str, object]:
        """Return the arguments of `give_verdict`."""
        return {
            "kind": self.kind,
            "reason": self.cleaned_data.get("reason", ""),
            "adjusted": self.adjusted if self.numbers else None,
        }


def verdict_forms(
    indicator: Indicator,
    entered: EntryValue,
    before: EntryValue,
    *,
    posted=None,
    kind: str = "",
    current=None,
) -> list[VerdictForm]:
    """Return one form for each possible verdict; the form of `kind` is bound to `posted`.

    `current` is the verdict in force, whose reason and value are the initial ones of its form.
    """
    possible_forms = []
    for verdict_kind in verdict_kinds_for(entered):
        is_current = current is not None and current.kind == verdict_kind
        possible_forms.append(
            VerdictForm(
                posted if kind == verdict_kind else None,
                kind=verdict_kind,
                indicator=indicator,
                entry_value=current.adjusted_value
                if is_current and verdict_kind == VerdictKind.ADJUST
                else before,
                reason=current.reason if is_current else "",
            )
        )
    return possible_forms


class ReturnForm(forms.Form):
    """The date by which the province has to answer a return."""

    due_on = DateField(
        label=_("Due date"),
        period=Period.FROM_TODAY,
        most_days_ahead=MOST_DAYS_TO_CORRECT,
        wants_working_day=True,
        help_text=_("Suggested: in 14 days, on a working day. Written for example 14/12/2026 or 14 Dec 2026"),
    )

    def __init__(self, *args, **kwargs):
        day = timezone.localdate() + USUAL_RETURN
        calendar = calendar_from(day)
        super().__init__(*args, initial={"due_on": calendar.next_working_day(day)}, **kwargs)
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": "", "data-confirm": _("Return these indicators to the province?")}
        self.helper.add_input(Submit("return", _("Return to the province"), css_class="btn btn-primary"))


def active_assessors():
    """Return the active assessors, by name."""
    return User.objects.filter(role=Role.ASSESSOR, is_active=True).order_by("sort_key", "pk")


class AssignForm(forms.Form):
    """The assignment of an assessor to the audits of chosen assessments."""

    stage = forms.ChoiceField(label=_("Stage"), choices=STAGE_CHOICES)
    assessor = NameChoiceField(
        User.objects.none(), label=_("Assessor"), error_messages=REQUIRED, empty_label=_("Choose")
    )
    reason = text_field(_("Reason, when another assessor has it in hand"), rows=2, required=False)
    chosen = forms.TypedMultipleChoiceField(
        coerce=int,
        required=False,
        error_messages={"invalid_choice": _("One of the chosen assessments cannot be assigned any more.")},
    )
    everything = forms.BooleanField(required=False)

    def __init__(self, *args, rows=(), **kwargs):
        """Create the form; `rows` are the assessments that the filters have left over, on all pages."""
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.fields["assessor"].queryset = active_assessors()
        if self.is_bound:
            self.fields["chosen"].choices = [(assessment.pk, str(assessment)) for assessment in rows]

    def clean(self):
        cleaned = super().clean()
        if "chosen" in cleaned and not (cleaned["chosen"] or cleaned["everything"]):
            self.add_error("chosen", _("Please choose at least one assessment."))
        return cleaned

    @property
    def chosen_rows(self):
        """Return the assessments that are to be assigned; only after `is_valid()`."""
        chosen = set(self.cleaned_data["chosen"])
        return [row for row in self.rows if self.cleaned_data["everything"] or row.pk in chosen]


class RecuseForm(forms.Form):
    """The reason why an assessor gives an audit back."""

    stage = forms.ChoiceField(choices=STAGE_CHOICES, widget=forms.HiddenInput)
    reason = text_field(_("Why you give this audit back"), rows=3, error_messages=REASON_ERRORS)


class CommentForm(forms.Form):
    """A comment, on a value or on a page of a file cited for it."""

    text = text_field(_("Comment"), rows=2, error_messages={"required": _("Please write something.")})
    citation = forms.IntegerField(required=False, widget=forms.HiddenInput)
