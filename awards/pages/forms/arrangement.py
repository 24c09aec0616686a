"""The form of one row of the table that arranges a ceremony."""

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.ceremonies.words import ATTENDANCES
from awards.designs.words import KINDS
from awards.pages.forms.fields import PostedNames, text_line
from awards.pages.words import REFUSALS
from ecotown.common.forms.fields import REQUIRED, WholeNumberField

ARRANGED_FIELDS = (
    *("place", "with_certificate", "with_plaque", "seat", "represented_by", "pronunciation"),
    "attendance",
)


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
    with_certificate = forms.BooleanField(
        label=KINDS["certificate"], required=False, show_hidden_initial=True
    )
    with_plaque = forms.BooleanField(label=KINDS["plaque"], required=False, show_hidden_initial=True)
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
            kind = {"attendance": "form-select"}.get(name, "form-control")
            field.widget.attrs |= {
                "class": "form-check-input" if name.startswith("with_") else kind,
                "aria-label": f"{field.label}: {recipient.name}",
            }

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("with_certificate") or cleaned.get("with_plaque")):
            self.add_error("with_certificate", REFUSALS["nothing-awarded"])
        return cleaned

    @property
    def changed_values(self) -> dict[str, str | int | bool]:
        """The changed values of a valid row."""
        return {name: self.cleaned_data[name] for name in self.changed_data}
