"""Forms in which an administrator writes who a person is, and hands over their open work."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Fieldset, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from areas.models import Province
from ecotown.accounts.models import Role
from ecotown.common.forms.dates import DateField
from ecotown.common.forms.fields import REQUIRED, MailField, TextField
from ecotown.people.actions.people import Term
from ecotown.people.forms.lists import province_choices
from ecotown.people.words import REFUSALS

EMPTY_TERMS = 2  # rows without a province below those that are there
MOST_TERMS = 12
MOST_DAYS_AHEAD = 10 * 366
REASON_LENGTH = 500
TERM_FIELDS = ("province", "begins_on", "ends_on")


class PersonFields(forms.Form):
    """Who a person is: name, position, e-mail address, role, and of an officer the provinces with their days.

    `cleaned_data` has the provinces as `terms`, and no other field of them.
    """

    signing_name = TextField(
        label=_("Name shown"),
        max_length=200,
        error_messages=REQUIRED,
        help_text=_("With title, as it stands in the history and in letters."),
    )
    position = TextField(label=_("Position held"), max_length=200, required=False)
    email = MailField(label=_("E-mail"), max_length=254, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, error_messages=REQUIRED)

    button = _("Save")
    mail_help = _("Invitations and the daily mail go there.")
    after_provinces = ()

    def __init__(self, *args, terms=(), roles=tuple(Role), **kwargs):
        """Create the form for present `terms`; `roles` are those that can be chosen."""
        initial = kwargs.pop("initial", None) or {}
        self.rows = min(len(terms) + EMPTY_TERMS, MOST_TERMS)
        for number, term in enumerate(terms, 1):
            initial |= {
                f"province_{number}": str(term.province_id),
                f"begins_on_{number}": term.begins_on,
                f"ends_on_{number}": term.ends_on,
            }
        super().__init__(*args, initial=initial, **kwargs)
        self.provinces = {str(province.pk): province for province in Province.objects.all()}
        self.fields["role"].choices = [choice for choice in Role.choices if choice[0] in roles]
        self.fields["email"].help_text = self.mail_help
        choices = [("", "–"), *province_choices(list(self.provinces.values()), key="pk")]
        for number in range(1, self.rows + 1):
            self._add_term(number, choices)
        before = [name for name in self.base_fields if name not in self.after_provinces]
        self.order_fields([*before, *(name for name in self.fields if name not in self.base_fields)])
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = self._layout()
        self.helper.add_input(Submit("save", self.button, css_class="btn btn-primary"))

    def _add_term(self, number, choices):
        self.fields[f"province_{number}"] = forms.ChoiceField(
            label=_("Province"), choices=choices, required=False
        )
        for name, label in (("begins_on", _("From")), ("ends_on", _("Until"))):
            self.fields[f"{name}_{number}"] = DateField(
                label=label, required=False, most_days_ahead=MOST_DAYS_AHEAD, help_text=""
            )

    def _layout(self):
        rows = [
            Div(
                *(Field(f"{name}_{number}", wrapper_class="term-field") for name in TERM_FIELDS),
                css_class="term-row",
            )
            for number in range(1, self.rows + 1)
        ]
        provinces = Fieldset(_("Provinces of an officer"), *rows, css_class="term-rows", css_id="provinces")
        own = [name for name in self.base_fields if name not in self.after_provinces]
        return Layout(*own, provinces, *self.after_provinces)

    def clean(self):
        cleaned = super().clean()
        terms = []
        for number in range(1, self.rows + 1):
            row = {name: cleaned.pop(f"{name}_{number}", None) for name in TERM_FIELDS}
            if row["begins_on"] and row["ends_on"] and row["ends_on"] < row["begins_on"]:
                self.add_error(f"ends_on_{number}", _("This day is before the first one."))
            if row["province"]:
                term = Term(self.provinces[row["province"]], row["begins_on"], row["ends_on"])
                if term.province in [other.province for other in terms]:
                    self.add_error(f"province_{number}", REFUSALS["province-twice"])
                terms.append(term)
            elif row["begins_on"] or row["ends_on"]:
                self.add_error(f"province_{number}", _("Please choose the province of these days."))
        if "role" in cleaned:
            is_officer = cleaned["role"] == Role.OFFICER
            if terms and not is_officer:
                self.add_error("role", REFUSALS["provinces-not-for-role"])
            if is_officer and not terms and not self._has_refused_terms():
                self.add_error("province_1", REFUSALS["provinces-missing"])
        return {**cleaned, "terms": terms}

    def _has_refused_terms(self):
        """Return whether a row of provinces is refused already."""
        numbers = range(1, self.rows + 1)
        return any(f"{name}_{number}" in self.errors for number in numbers for name in TERM_FIELDS)


class InviteForm(PersonFields):
    """Who is invited; an administrator with the reason, which another administrator reads."""

    button = _("Invite")
    mail_help = _("The invitation is sent there. Without an address there is a letter to print.")
    after_provinces = ("reason",)

    reason = TextField(
        label=_("Why an administrator is needed"),
        max_length=REASON_LENGTH,
        required=False,
        help_text=_("Only for administrators: another administrator reads it and confirms."),
    )

    def __init__(self, *args, is_alone=False, **kwargs):
        """Create the form; `is_alone` is whether there is no other administrator to confirm another one."""
        super().__init__(*args, **kwargs)
        if is_alone:
            self.fields["reason"].help_text = _(
                "Only for administrators. You are the only one: nobody else confirms the second, and the "
                "reason stands in the history."
            )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("role") == Role.ADMINISTRATOR and not cleaned.get("reason"):
            self.add_error("reason", REFUSALS["reason-missing"])
        return cleaned


class PersonForm(PersonFields):
    """What is changed of a person; `seen` is the seal of what the form was shown with."""

    seen = TextField(max_length=64, widget=forms.HiddenInput)


class PersonRequestForm(forms.Form):
    """Why another administrator should confirm what is asked for."""

    reason = TextField(label=_("Reason"), max_length=REASON_LENGTH, error_messages=REQUIRED)
