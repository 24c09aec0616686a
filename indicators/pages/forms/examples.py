"""The form of a worked example: an answer for each indicator, and the expected level."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from ecotown.common.forms.fields import REQUIRED, NumberField, TextField
from indicators.criteria.domain.faults import Place, split_fault
from indicators.criteria.domain.formulas import FORMULAS
from indicators.criteria.domain.framework import Aspect, Framework, Indicator
from indicators.criteria.domain.kinds import KINDS
from indicators.criteria.words import faults as words_faults
from indicators.criteria.words import fields
from indicators.criteria.words.steps import steps
from indicators.editions.domain import example_level
from indicators.editions.models import NUMBER
from indicators.editions.queries import parts
from indicators.pages.forms.fields import TEXT_ERRORS
from indicators.pages.forms.sealed import SealedForm
from indicators.pages.forms.values import criterion_field
from indicators.publishing import words


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """The fields of one indicator: its value, the inputs of its formula, why it does not apply."""

    indicator: Indicator
    value: object
    inputs: list[tuple[object, object]]
    reason: object


class ExampleForm(SealedForm):
    """A row for each indicator of the edition; an empty row is a missing answer."""

    name = TextField(label=fields.FIELDS["name"], max_length=200, error_messages=TEXT_ERRORS)
    expected_level = forms.TypedChoiceField(
        label=fields.FIELDS["expected_level"], coerce=int, error_messages=REQUIRED
    )

    def __init__(self, *args, edition: Framework, answers: dict[str, object], **kwargs):
        super().__init__(*args, **kwargs)
        self.edition = edition
        self.computed: int | None = None
        self.is_computed = False
        self.unknown = [code for code in answers if code not in edition.by_code]
        self.fields["expected_level"].choices = [
            (level, str(level)) for level in range(len(edition.levels) + 1)
        ]
        for index, indicator in enumerate(edition.indicators):
            self._add_fields(index, indicator, answers.get(indicator.code))

    def _add_fields(self, index, indicator, answer):
        details = answer if isinstance(answer, dict) else {}
        kind = KINDS[indicator.kind]
        label = _("%(code)s: value") % {"code": indicator.code}
        field = criterion_field(kind, label=label, steps=steps(indicator))
        initial = _decimal(answer) if kind.is_written_as_number else kind.read(answer, Place([]))
        self._add(f"value_{index}", field, initial)
        inputs = details.get("inputs")
        for key in FORMULAS[indicator.formula].inputs:
            number = NumberField(required=False, label=f"{indicator.code}: {key}", **NUMBER)
            stored = inputs.get(key) if isinstance(inputs, dict) else None
            self._add(f"{key}_{index}", number, _decimal(stored))
        reason = TextField(
            required=False,
            max_length=500,
            label=_("%(code)s: why it does not apply") % {"code": indicator.code},
        )
        self._add(f"reason_{index}", reason, details.get("reason"))

    def _add(self, name, field, initial):
        self.fields[name] = field
        self.initial[name] = initial

    @property
    def dimensions(self) -> list[tuple[object, list[tuple[Aspect, list[ExampleRow]]]]]:
        """The rows by dimension and aspect, in the order of the page."""
        indices = {indicator.code: index for index, indicator in enumerate(self.edition.indicators)}
        return [
            (
                dimension,
                [
                    (
                        aspect,
                        [self._row(indicator, indices[indicator.code]) for indicator in aspect.indicators],
                    )
                    for aspect in dimension.aspects
                ],
            )
            for dimension in self.edition.dimensions
        ]

    def _row(self, indicator, index):
        inputs = [(formula_input, self[f"{formula_input.key}_{index}"]) for formula_input in indicator.inputs]
        return ExampleRow(indicator, self[f"value_{index}"], inputs, self[f"reason_{index}"])

    def clean(self):
        """Compute the level, and add each fault of the answers as an error of its field."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        self.computed, faults = example_level(self.edition, {"answers": self.answers})
        self.is_computed = not faults
        for fault in faults:
            path, message = split_fault(fault)
            self.add_error(self._field_of(path), words_faults.fault_sentence(message))
        return cleaned

    def _field_of(self, path):
        """Return the field of a place in the answers; None when its code is not in the edition.

        A fault of all inputs belongs to the first of them.
        """
        indices = {indicator.code: index for index, indicator in enumerate(self.edition.indicators)}
        codes = (code for code in indices if re.match(rf"answers\.{re.escape(code)}(\.|$)", path))
        code = next(codes, None)
        if code is None:
            return None
        key = path.removeprefix(f"answers.{code}").rpartition(".")[2]
        inputs = FORMULAS[self.edition.by_code[code].formula].inputs
        key = inputs[0] if key == "inputs" and inputs else key
        name = f"{key}_{indices[code]}"
        return name if name in self.fields else f"value_{indices[code]}"

    @property
    def answers(self) -> dict[str, object]:
        """The answers by code, in the form of an answers file."""
        answers = {
            indicator.code: self._answer(index, indicator)
            for index, indicator in enumerate(self.edition.indicators)
        }
        return {code: answer for code, answer in answers.items() if answer is not None}

    def _answer(self, index, indicator):
        cleaned = self.cleaned_data
        if cleaned.get(f"reason_{index}"):
            return {"na": True, "reason": cleaned[f"reason_{index}"]}
        keys = FORMULAS[indicator.formula].inputs
        inputs = {key: cleaned.get(f"{key}_{index}") for key in keys}
        typed = {key: _plain(number) for key, number in inputs.items() if number is not None}
        if typed:
            return {"inputs": typed}
        value = cleaned.get(f"value_{index}")
        return None if value is None else KINDS[indicator.kind].written(_plain(value))

    def example_values(self, text: str) -> dict[str, object]:
        """Return the values for `save_example`; `text` is the JSON text of the answers."""
        cleaned = self.cleaned_data
        return {"name": cleaned["name"], "answers": text, "expected_level": cleaned["expected_level"]}

    @property
    def is_green(self) -> bool:
        return self.is_computed and self.computed == self.cleaned_data.get("expected_level")

    def add_overtaken_error(self, current):
        """Add the error that someone else has saved the example meanwhile."""
        self.add_error(None, words.refusal_sentence("changed-meanwhile"))
        self.add_error(None, _("Save again to put your values in their place, or open the page anew."))
        self.data = self.data.copy()
        self.data["seen"] = parts.seal_of(current)


def _plain(number: Decimal) -> int | Decimal:
    return int(number) if number == int(number) else number


def _decimal(number) -> Decimal | None:
    """Return a number of a file for a field; None for anything else."""
    if number is None or isinstance(number, bool | str | dict | list):
        return None
    return Decimal(number.numerator) / Decimal(number.denominator)
