"""Forms that refuse what was changed meanwhile."""

import re
from collections.abc import Callable, Iterable, Mapping

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from indicators.criteria.domain.formulas import FORMULAS
from indicators.criteria.words import faults as words_faults
from indicators.criteria.words import fields
from indicators.editions.queries import parts

SEAL_LENGTH = 64  # characters, more than a seal has
# The number of an input in its formula, by key, and the fields of places that are called otherwise.
INPUT_NUMBERS = {
    key: number for formula in FORMULAS.values() for number, key in enumerate(formula.inputs, start=1)
}
PLACES: tuple[tuple[str, Callable[..., str]], ...] = (
    (r"levels\.(\d+)", lambda level: f"level_{level}"),
    (r"levels\[(\d+)\]\.(\w+)", lambda index, name: f"{name}_{int(index) + 1}"),
    (r"inputs\[(\d+)\]\.(\w+)", lambda index, name: f"input_{int(index) + 1}_{name}"),
    (r"steps\[(\d+)\]\.(\w+)", lambda step, name: f"step_{step}_{name}"),
    (r"example\.inputs\.(\w+)", lambda key: f"input_{INPUT_NUMBERS.get(key)}_example"),
    (r"evidence_examples\.(good|bad)_(\w+)", lambda quality, language: f"{quality}_evidence_{language}"),
)
OTHER_NAMES = {
    "inputs": "formula",
    "effective_from_fiscal_year": "effective_from",
    "example": "example_value",
    "example.value": "example_value",
    "example.inputs": "input_2_example",
    "example.text_th": "example_th",
    "example.text_en": "example_en",
    "steps": "step_0_text_th",
}


class SealedForm(forms.Form):
    """A form that detects changes by others since it was opened, and shows the faults of its action."""

    seen = forms.CharField(required=False, max_length=SEAL_LENGTH, widget=forms.HiddenInput)

    def __init__(self, *args, stored: Mapping[str, object], **kwargs):
        super().__init__(*args, initial={**stored, "seen": parts.seal_of(stored)}, **kwargs)
        self.stored = stored
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("save", _("Save"), css_class="btn btn-primary"))

    @property
    def values(self) -> dict[str, object]:
        """The entered values by field; only after `is_valid()`."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def add_overtaken_error(self, current: Mapping[str, object]) -> None:
        """Add an error for each value changed by others; the entered values stay and may be saved again."""
        self.add_error(None, _("Someone else has changed this since you opened the page. Nothing was saved."))
        self.add_error(None, _("Save again to put your values in their place, or open the page anew."))
        typed, stored = parts.plain_values(self.values), parts.plain_values(current)
        for name in (name for name in stored if name in self.fields):
            if not _is_equal(typed.get(name), stored[name]):
                shown = fields.value_in_words(name, stored[name])
                self.add_error(name, _("The value saved meanwhile: “%(value)s”.") % {"value": shown})
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = parts.seal_of(current)

    def add_faults(self, faults: Iterable[tuple[str, str]]) -> None:
        """Add each fault as an error of its field, or of the form when there is no such field."""
        for place, message in faults:
            name = field_of(place)
            if name in self.fields:
                self.add_error(name, words_faults.fault_sentence(message))
            else:
                self.add_error(
                    None, f"{fields.place_in_words(place)}: {words_faults.fault_sentence(message)}"
                )


def _is_equal(typed, stored):
    """Return whether an entered value is the stored one; a part is compared by its code, 1 with yes."""
    typed = getattr(typed, "code", typed)
    return typed == stored or str(typed if typed is not None else "") == str(
        stored if stored is not None else ""
    )


def field_of(place: str) -> str:
    """Return the form field of a place such as `levels.3`, `inputs[0].name_th`, `levels[2].pass_share`."""
    for pattern, field in PLACES:
        if match := re.fullmatch(pattern, place):
            return field(*match.groups())
    return OTHER_NAMES.get(place, place)
