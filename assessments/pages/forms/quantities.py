"""The form of the basic data of an area: one number for each shared quantity, and the inputs that follow."""

import json
from collections.abc import Collection, Mapping
from decimal import Decimal, InvalidOperation

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.entry.domain.values import number_text
from assessments.entry.words import quantity_in_words
from ecotown.common.forms.fields import NumberField
from ecotown.common.thai.formats import text
from indicators.criteria.domain.framework import Framework
from indicators.editions.models import NUMBER
from indicators.plausibility.domain import Spot

SEEN_MAX_LENGTH = 20_000  # characters; the numbers of some hundred inputs


class QuantitiesForm(forms.Form):
    """The numbers of the quantities in `open_keys`; none is required.

    `before` holds the numbers when the page was opened, as JSON by key. `follow` are the inputs chosen to
    follow, `seen` their numbers as they were shown, so that two officers do not overwrite each other.
    """

    follow = forms.MultipleChoiceField(required=False)
    before = forms.CharField(required=False, max_length=SEEN_MAX_LENGTH, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=SEEN_MAX_LENGTH, widget=forms.HiddenInput)

    def __init__(
        self,
        data=None,
        *,
        edition: Framework,
        quantities: Mapping[str, Decimal],
        open_keys: Collection[str],
    ):
        initial = {f"number-{key}": number for key, number in quantities.items()}
        super().__init__(data, initial={**initial, "before": written(quantities)})
        self.edition = edition
        self.spots = {
            str(spot): spot
            for quantity in edition.quantities
            for indicator, formula_input in edition.inputs_of(quantity.key)
            for spot in [Spot(indicator.code, formula_input.key)]
        }
        self.fields["follow"].choices = [(spot, spot) for spot in self.spots]
        self.keys = [quantity.key for quantity in edition.quantities if quantity.key in open_keys]
        numbers = {
            f"number-{quantity.key}": NumberField(
                label=text(quantity, "name"), required=False, min_value=0, **NUMBER
            )
            for quantity in edition.quantities
            if quantity.key in open_keys
        }
        self.fields = {**numbers, **self.fields}
        self.helper = FormHelper(self)
        self.helper.form_tag = False

    @property
    def expected(self) -> dict[str, Decimal | None]:
        """Return the numbers when the page was opened, by key; only after `is_valid()`."""
        before = _read(self.cleaned_data["before"])
        return {key: before.get(key) for key in self.keys} if before is not None else {}

    @property
    def number_fields(self) -> list[forms.BoundField]:
        """Return the fields of the open quantities."""
        return [self[f"number-{key}"] for key in self.keys]

    def field_of(self, key: str) -> forms.BoundField | None:
        """Return the field of a quantity; None when it is locked."""
        return self[f"number-{key}"] if key in self.keys else None

    @property
    def values(self) -> dict[str, Decimal | None]:
        """Return the numbers that the officer changed, by key; only after `is_valid()`."""
        typed = {key: self.cleaned_data[f"number-{key}"] for key in self.keys}
        expected = self.expected
        return {
            key: number for key, number in typed.items() if key not in expected or number != expected[key]
        }

    def is_overtaken(self, quantities: Mapping[str, Decimal]) -> bool:
        """Return whether someone else has changed a typed quantity to that in `quantities`."""
        expected = self.expected
        return any(key in expected and expected[key] != quantities.get(key) for key in self.values)

    @property
    def followers(self) -> dict[Spot, Decimal | None]:
        """Return the chosen inputs with the numbers shown there; only after `is_valid()`."""
        seen = _read(self.cleaned_data["seen"]) or {}
        return {self.spots[name]: seen.get(name) for name in self.cleaned_data["follow"]}

    def tell_overtaken(self, quantities: Mapping[str, Decimal], keys: Collection[str]) -> None:
        """Add the error that someone else has changed the quantities `keys` to the numbers in `quantities`.

        The typed numbers stay in the form, and saving again overwrites the current ones.
        """
        message = _(
            "Someone else has changed this number to “%(value)s” since you opened the page. "
            "Save again to put yours in its place, or leave the page to keep theirs."
        )
        for key in keys:
            current = quantities.get(key)
            shown = quantity_in_words(None if current is None else number_text(current), key, self.edition)
            self.add_error(f"number-{key}", message % {"value": shown})
        self.data = self.data.copy()
        self.data["before"] = written(quantities)


def written(numbers: Mapping[str, Decimal | None]) -> str:
    """Return numbers by key as JSON with exact decimal texts."""
    plain = {key: None if number is None else number_text(number) for key, number in numbers.items()}
    return json.dumps(plain)


def _read(content: str) -> dict[str, Decimal | None] | None:
    """Return the numbers that `written` wrote; None for anything else."""
    try:
        numbers = {
            key: None if number is None else Decimal(str(number))
            for key, number in json.loads(content).items()
        }
        return numbers if all(map(_is_finite, numbers.values())) else None
    except (ValueError, AttributeError, InvalidOperation, RecursionError):
        return None


def _is_finite(number: Decimal | None) -> bool:
    return number is None or number.is_finite()
