"""Forms of designs and their pictures; they parse and limit, and save nothing."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout, Submit
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from awards.designs import queries
from awards.designs.actions import DIMENSIONS, SignatoryInput
from awards.designs.domain.arrangement import layout_for_purpose
from awards.designs.domain.layouts import MAX_SIGNATORIES
from awards.designs.domain.purposes import Purpose
from awards.designs.words import LAYOUT_NAMES, PURPOSES, SLOTS
from awards.pages.forms.fields import text_line
from ecotown.common.forms.fields import REQUIRED, NumberField
from ecotown.common.forms.pictures import PictureField
from ecotown.configuration.queries import current

SIZE_LABELS = {"width": _("Width in mm"), "height": _("Height in mm"), "bleed": _("Bleed in mm")}


def _picture_limit():
    return current().design_picture_max_kb


class NewDesignForm(forms.Form):
    """Layout, purpose and optional name of a new design."""

    layout = forms.ChoiceField(
        label=_("Layout"),
        choices=list(LAYOUT_NAMES.items()),
        widget=forms.RadioSelect,
        error_messages=REQUIRED,
    )
    purpose = forms.TypedChoiceField(
        label=_("Meant for"),
        choices=list(PURPOSES.items()),
        coerce=Purpose,
        widget=forms.RadioSelect,
        initial=Purpose.AREA.value,
        error_messages=REQUIRED,
        help_text=_("It stays: ceremonies print nothing else in the design, and the wording claims no more."),
    )
    name = text_line(
        _("Name of the design"), max_length=120, help_text=_("Without one it is named after its layout.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout(
            Field("layout", template="awards/designs/layout_choice.html"), "purpose", "name"
        )
        self.helper.add_input(Submit("draft", _("Begin the design"), css_class="btn btn-primary"))

    def clean(self):
        cleaned = super().clean()
        if "layout" in cleaned and not cleaned.get("name"):
            cleaned["name"] = queries.free_design_name(str(LAYOUT_NAMES[cleaned["layout"]]))
        return cleaned


class DesignForm(forms.Form):
    """Wording, signatories, seal and, for a plaque, its size."""

    name = text_line(_("Name of the design"), required=True, max_length=120)

    def __init__(self, *args, design, **kwargs):
        super().__init__(*args, **kwargs)
        self.slots = [slot.name for slot in layout_for_purpose(design.layout, Purpose(design.purpose)).fixed]
        self.fields["name"].initial = design.name
        for slot in self.slots:
            self.fields[f"text-{slot}"] = text_line(SLOTS[slot], initial=design.texts.get(slot, ""))
        self.sizes = DIMENSIONS if design.kind == "plaque" else ()
        for size in self.sizes:
            self.fields[size] = NumberField(
                label=SIZE_LABELS[size],
                min_value=0 if size == "bleed" else 20,
                max_value=20 if size == "bleed" else 600,
                max_digits=6,
                decimal_places=2,
                initial=getattr(design, size),
                error_messages=REQUIRED,
            )
        self.fields["seal"] = PictureField(
            limit=_picture_limit,
            label=pgettext_lazy("design", "Seal"),
            help_text=_("PNG or SVG; without one the mark of the portal stands there."),
        )
        if design.seal:
            self.fields["without-seal"] = forms.BooleanField(
                label=_("Take the seal that is there away"), required=False
            )
        self._add_signatories(list(design.signatories.all()))
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}
        self.helper.form_action = design.get_absolute_url()
        signing = [name for name in self.fields if name.startswith("signatory-")]
        self.helper.layout = Layout(
            *(name for name in ("name", "seal", "without-seal") if name in self.fields),
            Fieldset(_("Wording"), *(f"text-{slot}" for slot in self.slots)),
            *([Fieldset(_("Size"), *self.sizes)] if self.sizes else []),
            Fieldset(_("Signatories from left to right"), *signing),
        )
        self.helper.add_input(Submit("save", _("Save the draft"), css_class="btn btn-primary"))

    def _add_signatories(self, signatories):
        for number in range(1, MAX_SIGNATORIES + 1):
            signatory = signatories[number - 1] if number <= len(signatories) else None
            label = {"number": number}
            self.fields[f"signatory-{number}-name"] = text_line(
                format_lazy(_("Name of signatory {number}"), **label),
                initial=signatory.name if signatory else "",
            )
            self.fields[f"signatory-{number}-position"] = text_line(
                format_lazy(_("Position of signatory {number}"), **label),
                initial=signatory.position if signatory else "",
            )
            self.fields[f"signatory-{number}-picture"] = PictureField(
                limit=_picture_limit,
                label=format_lazy(_("Signature {number}"), **label),
                help_text=_("Empty where it is written by hand, or to keep the one that is there."),
            )
            if signatory and signatory.image:
                self.fields[f"signatory-{number}-without"] = forms.BooleanField(
                    label=format_lazy(_("Take the picture of signature {number} away"), **label),
                    required=False,
                )

    @property
    def values(self):
        """The values as keyword arguments of `actions.change_design`."""
        cleaned = self.cleaned_data
        signatories = [
            SignatoryInput(
                cleaned[f"signatory-{number}-name"],
                cleaned[f"signatory-{number}-position"],
                cleaned[f"signatory-{number}-picture"],
                keep_picture=not cleaned.get(f"signatory-{number}-without"),
            )
            for number in range(1, MAX_SIGNATORIES + 1)
            if cleaned[f"signatory-{number}-name"]
        ]
        return {
            "name": cleaned["name"],
            "texts": {slot: cleaned[f"text-{slot}"] for slot in self.slots},
            "sizes": {size: cleaned[size] for size in self.sizes},
            "signatories": signatories,
            "seal": cleaned["seal"],
            "keep_seal": not cleaned.get("without-seal"),
        }


class CopyForm(forms.Form):
    """The name of a copy of a design."""

    name = text_line(_("Name of the copy"), required=True, max_length=120)

    def __init__(self, *args, action="", **kwargs):
        super().__init__(*args, auto_id="id_copy_%s", **kwargs)  # the page also has the form of the design
        self.helper = FormHelper(self)
        self.helper.form_action = action
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("copy", _("Make a copy"), css_class="btn btn-secondary"))
