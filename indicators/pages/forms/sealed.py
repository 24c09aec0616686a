"""Forms that refuse what was changed meanwhile."""

import re
from collections.abc import Iterable, Mapping

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from indicators.criteria.words import faults as words_faults
from indicators.criteria.words import fields
from indicators.editions.queries import parts

SEAL_LENGTH = 64  # characters, more than a seal has


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
    if match := re.fullmatch(r"levels\.(\d+)", place):
        return f"level_{match[1]}"
    if match := re.fullmatch(r"levels\[(\d+)\]\.(\w+)", place):
        return f"{match[2]}_{int(match[1]) + 1}"
    if match := re.fullmatch(r"inputs\[(\d+)\]\.(\w+)", place):
        return f"input_{int(match[1]) + 1}_{match[2]}"
    other_names = {"inputs": "formula", "effective_from_fiscal_year": "effective_from"}
    return other_names.get(place, place)
