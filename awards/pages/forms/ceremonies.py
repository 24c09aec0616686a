"""Forms of ceremonies and recipients; they parse and limit, and save nothing."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from areas.forms import AreaListForm
from areas.models import TargetArea
from assessments.pages.forms.fields import FIRST_DAY
from awards.ceremonies.actions.printed_values import PRINTED_FIELDS
from awards.ceremonies.domain.ceremonies import KINDS_BY_NAME, PARTNERS, RecipientKind, check_sharing
from awards.ceremonies.words import ATTENDANCES, RECIPIENT_KINDS
from awards.designs.domain.kinds import AwardError
from awards.designs.domain.purposes import DESIGN_FIELDS, check_wording, purpose_of
from awards.designs.models import Design
from awards.designs.words import DESIGN_LABELS
from awards.pages.words import REFUSALS
from ecotown.common.forms.dates import MOST_DAYS_TO_PLAN, DateField
from ecotown.common.forms.fields import REQUIRED, NumberField, TextField, WholeNumberField
from ecotown.common.forms.name_choices import NameChoiceField

ARRANGED_FIELDS = ("place", "seat", "represented_by", "pronunciation", "attendance")
# Fields that are posted under another name.
POSTED_NAMES = {"pronunciation": "reading_hint"}


def text_line(label, *, required=False, max_length=200, **options):
    """Return a field for one line of text."""
    return TextField(
        label=label, required=required, max_length=max_length, error_messages=REQUIRED, **options
    )


class CeremonyForm(forms.Form):
    """A ceremony; the presiding person and the designs are optional. Only fitting designs are offered."""

    name = text_line(_("Name of the ceremony"), required=True)
    date = DateField(
        label=_("Date of the ceremony"),
        first_day=FIRST_DAY,
        most_days_ahead=MOST_DAYS_TO_PLAN,
        wants_working_day=True,
    )
    fiscal_year = NumberField(
        label=_("Fiscal year (B.E.)"),
        min_value=2560,
        max_value=2699,
        max_digits=4,
        decimal_places=0,
        error_messages=REQUIRED,
        help_text=_("Of the results that are honoured; recipients by name are numbered in it."),
    )
    place = text_line(_("Place"))
    presiding = text_line(_("Presiding person"))
    presiding_position = text_line(_("Position of the presiding person"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (kind, purpose) in DESIGN_FIELDS.items():
            self.fields[name] = NameChoiceField(
                Design.objects.published(kind, purpose),
                label=DESIGN_LABELS[name],
                required=False,
                empty_label=_("None yet"),
                error_messages={"invalid_choice": REFUSALS["design-purpose"]},
            )
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout(
            *("name", "date", "fiscal_year", "place", "presiding", "presiding_position"),
            Fieldset(_("Designs"), *DESIGN_FIELDS, css_id="designs"),
        )
        self.helper.add_input(Submit("save", _("Save the ceremony"), css_class="btn btn-primary"))

    def clean_fiscal_year(self):
        return int(self.cleaned_data["fiscal_year"])


class AddableListForm(AreaListForm):
    """The filters of the published results that can be added to a ceremony, all of its year."""

    year = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, years=(), **kwargs)


class PostedNames(forms.BaseForm):
    """A form whose fields in `POSTED_NAMES` are posted under the names there."""

    def add_prefix(self, field_name):
        return super().add_prefix(POSTED_NAMES.get(field_name, field_name))


class RecipientForm(PostedNames, forms.Form):
    """A recipient; with a `kind`, or of an existing `recipient`, with the fields of that kind.

    With a valid award, when it `is_issued`, the fields that are printed are left out.
    """

    kind = forms.ChoiceField(
        label=_("Kind of recipient"),
        choices=[(kind.value, RECIPIENT_KINDS[kind]) for kind in KINDS_BY_NAME],
        error_messages=REQUIRED,
    )
    given_name = text_line(_("Name"), required=True, help_text=_("As it stands on the certificate"))
    given_recognition = text_line(
        _("Recognised as"),
        required=True,
        max_length=300,
        help_text=_("As it stands on the certificate, for example with the scheme and its grade"),
        widget=forms.TextInput(attrs={"list": "schemes"}),
    )
    area = NameChoiceField(
        TargetArea.objects.none(), label=_("In the target area"), required=False, empty_label=_("None")
    )
    by_resolution = forms.BooleanField(
        label=_("Honoured by the committee's resolution on the area"),
        required=False,
        help_text=_(
            "For local governments and organisations that share the result of their area; the meeting then "
            "stands on the award."
        ),
    )
    has_thai_digits = forms.BooleanField(
        label=_("Print the digits in the name as Thai digits"),
        required=False,
        help_text=_(
            "Otherwise they stay as typed. Standards such as ISO 14001 always do; numbers and dates of the "
            "document are printed by the settings."
        ),
    )
    with_certificate = forms.BooleanField(label=_("Receives a certificate"), required=False, initial=True)
    with_plaque = forms.BooleanField(label=_("Receives a plaque"), required=False)
    seat = text_line(_("Seat"), max_length=30)
    represented_by = text_line(
        _("Who comes to receive it"), help_text=_("Name and position; read aloud, never published")
    )
    pronunciation = text_line(
        _("How it is read aloud"), max_length=300, help_text=_("For the announcer, where it is not plain")
    )
    is_pronunciation_checked = forms.BooleanField(
        label=_("The reading still fits the changed name"), required=False
    )

    def __init__(self, *args, kind=None, recipient=None, is_issued=False, **kwargs):
        super().__init__(*args, **kwargs)
        kind = self.kind = RecipientKind(recipient.kind) if recipient else kind
        self.fields["area"].queryset = TargetArea.objects.select_related("province")
        if kind:
            del self.fields["kind"]
        if kind == RecipientKind.AREA:
            for name in ("given_name", "given_recognition", "area"):
                del self.fields[name]
        if kind and kind not in PARTNERS:
            del self.fields["by_resolution"]
        if is_issued:
            for name in PRINTED_FIELDS & self.fields.keys():
                del self.fields[name]
        if not (recipient and recipient.is_pronunciation_stale):
            del self.fields["is_pronunciation_checked"]
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout(
            *(name for name in self.fields if not name.startswith("with_")),
            Div("with_certificate", "with_plaque"),
        )
        self.helper.add_input(Submit("save", _("Save the recipient"), css_class="btn btn-primary"))

    def clean(self):
        cleaned = super().clean()
        if "with_plaque" in self.fields and not (
            cleaned.get("with_certificate") or cleaned.get("with_plaque")
        ):
            self.add_error("with_certificate", _("Please choose a certificate, a plaque or both."))
        by_resolution = cleaned.get("by_resolution", False)
        if by_resolution and not cleaned.get("area"):
            self.add_error("area", _("Please choose the area whose resolution is meant."))
        kind = self.kind or cleaned.get("kind")
        if kind and "by_resolution" in self.fields:
            self._check("by_resolution", check_sharing, kind, by_resolution=by_resolution)
        purpose = purpose_of(is_area=False, by_resolution=by_resolution)
        for field in {"given_name", "given_recognition"} & cleaned.keys():
            self._check(field, check_wording, purpose, [cleaned[field]])
        return cleaned

    def _check(self, field, check, *args, **values):
        """Run a rule and add its AwardError to a field."""
        try:
            check(*args, **values)
        except AwardError as error:
            self.add_error(field, REFUSALS[error.code])


class ArrangementForm(PostedNames, forms.Form):
    """One row of the table that arranges a ceremony; hidden fields carry the values that were shown.

    So `changed_values` holds what this person changed, and nothing that somebody else changed meanwhile.
    """

    place = WholeNumberField(
        label=_("Place in the call order"),
        min_value=1,
        max_value=99999,
        show_hidden_initial=True,
        error_messages=REQUIRED,
    )
    seat = text_line(_("Seat"), max_length=30, show_hidden_initial=True)
    represented_by = text_line(_("Who comes to receive it"), show_hidden_initial=True)
    pronunciation = text_line(_("How it is read aloud"), max_length=300, show_hidden_initial=True)
    attendance = forms.ChoiceField(
        label=_("Attendance"), choices=list(ATTENDANCES.items()), show_hidden_initial=True
    )

    def __init__(self, data=None, *, recipient, place):
        initial = {name: getattr(recipient, name) for name in ARRANGED_FIELDS if name != "place"} | {
            "place": place
        }
        super().__init__(data, initial=initial, prefix=str(recipient.pk))
        for name, field in self.fields.items():
            is_select = name == "attendance"
            field.widget.attrs |= {
                "class": "form-select" if is_select else "form-control",
                "aria-label": f"{field.label}: {recipient.name}",
            }

    @property
    def changed_values(self) -> dict[str, str | int]:
        """The changed values of a valid row."""
        return {name: self.cleaned_data[name] for name in self.changed_data}
