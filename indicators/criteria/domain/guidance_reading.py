"""Reading what explains an indicator: short names, guidance, example, maturity steps, shared quantities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any, NamedTuple

from indicators.criteria.domain.faults import Place
from indicators.criteria.domain.fields import Fields
from indicators.criteria.domain.formulas import ANY_FORMULA, HUNDRED, Formula
from indicators.criteria.domain.framework import (
    MAX_CODE_LENGTHS,
    MAX_TEXT_LENGTHS,
    SHORT_NAME_LENGTH,
    FormulaInput,
    Framework,
    Guidance,
    Indicator,
    MaturityStep,
    Quantity,
)
from indicators.criteria.domain.kinds import ANY_KIND, Kind
from indicators.criteria.domain.numbers import read_number
from indicators.criteria.domain.values import read_value


class Measure(NamedTuple):
    """How an indicator is measured: its kind, its formula, and the base of a rate."""

    kind: Kind
    formula: Formula
    base: Fraction | None = None


LANGUAGES = ("th", "en")
TEXTS = ("definition", "counts", "period", "data_source", "holder")
QUANTITY_TEXTS = ("name", "unit", "definition", "holder")
EXAMPLE_PLACES = 2  # decimal places to which the value of a worked calculation is exact at least


def read_quantity(value: object, at: Place) -> Quantity:
    """Return a shared quantity of the list `quantities`."""
    fields = Fields(value, at)
    return Quantity(
        key=fields.address_code("key", longest=MAX_CODE_LENGTHS["quantity"]),
        **{
            name: fields.bounded_text(name, MAX_TEXT_LENGTHS["definition"])
            for name in _in_both_languages(QUANTITY_TEXTS)
        },
    )


def read_short_names(fields: Fields) -> dict[str, str]:
    """Return the Thai and the English short name of an indicator."""
    return {name: fields.bounded_text(name, SHORT_NAME_LENGTH) for name in _in_both_languages(["short_name"])}


def read_steps(fields: Fields, kind: Kind) -> tuple[MaturityStep, ...]:
    """Return the steps of a choice, lowest first: one for each of its values, or none at all."""
    steps = tuple(_step(item, at) for item, at in fields.optional_items("steps"))
    if not steps or kind is ANY_KIND:
        return steps
    at = fields.at.key("steps")
    if not kind.has_steps:
        at.refuse("only a choice has steps")
        return steps
    numbers = [step.step for step in steps]
    for index, number in enumerate(numbers):
        if number not in kind.choices:
            at.item(index).key("step").refuse("unknown step")
        elif number in numbers[:index]:
            at.item(index).key("step").refuse(f"step {number} is given twice")
    for number in kind.choices:
        if number not in numbers:
            at.refuse(f"step {number} is missing")
    return tuple(sorted(steps, key=lambda step: step.step))


def _step(value: object, at: Place) -> MaturityStep:
    fields = Fields(value, at)
    number = fields.number("step")
    if number.denominator != 1:
        at.key("step").refuse("unknown step")
    fields.required_text("text_th")
    texts = {
        name: fields.bounded_text(name, MAX_TEXT_LENGTHS["step"]) for name in _in_both_languages(["text"])
    }
    return MaturityStep(step=int(number), **texts)


def read_guidance(
    fields: Fields, measure: Measure, inputs: tuple[FormulaInput, ...]
) -> tuple[Guidance, tuple[FormulaInput, ...]]:
    """Return the guidance of an indicator, and its inputs with their numbers in the worked calculation."""
    texts: dict[str, Any] = {
        f"{name}_{language}": fields.bounded_text(f"{name}_{language}", MAX_TEXT_LENGTHS[name])
        for name in TEXTS
        for language in LANGUAGES
    }
    if fields.has("evidence_examples") and (examples := fields.fields("evidence_examples")):
        examples.allow_only(_in_both_languages(["good", "bad"]), "key of the examples of evidence")
        for quality in ("good", "bad"):
            name = f"{quality}_evidence"
            texts |= {
                f"{name}_{language}": examples.bounded_text(f"{quality}_{language}", MAX_TEXT_LENGTHS[name])
                for language in LANGUAGES
            }
    guidance = Guidance(**texts)
    if fields.has("example") and (example := fields.fields("example")):
        return _with_example(guidance, example, measure, inputs)
    return guidance, inputs


def _with_example(
    guidance: Guidance, example: Fields, measure: Measure, inputs: tuple[FormulaInput, ...]
) -> tuple[Guidance, tuple[FormulaInput, ...]]:
    """Return guidance and inputs with the worked calculation, whose value must be what the formula gives."""
    formula = measure.formula
    has_inputs = bool(formula.inputs)
    allowed = ["value", *_in_both_languages(["text"]), *(["inputs"] if has_inputs else [])]
    if formula is not ANY_FORMULA:
        example.allow_only(allowed, "key of an example")
    numbers = _example_numbers(example, formula) if has_inputs and example.is_object else {}
    value = None
    if _is_filled_in(example, "value"):
        value = read_value(
            example.value("value"), example.at.key("value"), kind=measure.kind, formula=formula
        )
    if value is not None and len(numbers) == len(formula.inputs) > 0:
        _refuse_wrong_result(example.at, measure, numbers, value)
    texts = {
        f"example_{language}": example.bounded_text(f"text_{language}", MAX_TEXT_LENGTHS["example"])
        for language in LANGUAGES
    }
    with_numbers = tuple(replace(item, example=numbers.get(item.key)) for item in inputs)
    return replace(guidance, example_value=value, **texts), with_numbers


def _example_numbers(example: Fields, formula: Formula) -> dict[str, Fraction]:
    if not _is_filled_in(example, "inputs"):
        return {}
    fields = example.fields("inputs")
    if fields is None or not fields.is_object:
        return {}
    fields.allow_only(formula.inputs, "input")
    given = [key for key in formula.inputs if _is_filled_in(fields, key)]
    read = {key: read_number(fields.value(key), fields.at.key(key)) for key in given}
    numbers = {key: number for key, number in read.items() if number is not None}
    known_faults = len(fields.at.faults)
    formula.record_input_faults(numbers, fields.at)
    return numbers if len(fields.at.faults) == known_faults else {}


def _is_filled_in(fields: Fields, key: str) -> bool:
    """Return whether a part of a worked calculation is given; a draft may have gaps, as in its texts."""
    if not fields.has(key) and fields.is_object:
        fields.at.key(key).refuse("blank")
    return fields.has(key)


def _refuse_wrong_result(at: Place, measure: Measure, numbers: dict[str, Fraction], stated: Fraction) -> None:
    """Record that the formula gives another value than stated; rounding to two decimal places is allowed."""
    first, second = measure.formula.inputs
    computed = measure.formula.value(numbers[first], numbers[second], measure.base or HUNDRED)
    if computed is None:
        at.key("inputs").refuse("the divisor is zero")
        return
    places = max(EXAMPLE_PLACES, _decimal_places(stated))
    if round(computed, places) != round(stated, places):
        shown = format(float(round(computed, places)), f".{places}f").rstrip("0").rstrip(".")
        at.key("value").refuse(f"the formula gives {shown}")


def _decimal_places(number: Fraction) -> int:
    """Return the decimal places that write `number` exactly, 4 at most, as many as a value has."""
    return next((places for places in range(4) if (number * 10**places).denominator == 1), 4)


def record_shared_faults(framework: Framework, at: Place) -> None:
    """Record doubled short names and keys, and inputs that do not fit the shared quantity they name."""
    quantities = at.key("quantities")
    _refuse_repeated(
        [(quantities.item(index), item.key) for index, item in enumerate(framework.quantities)], "key"
    )
    by_key = {quantity.key: quantity for quantity in framework.quantities}
    places = list(_places(framework, at))
    for name in _in_both_languages(["short_name"]):
        _refuse_repeated([(place, getattr(indicator, name)) for place, indicator in places], name)
    for place, indicator in places:
        named = [item.quantity for item in indicator.inputs]
        for index, item in enumerate(indicator.inputs):
            input_place = place.key("inputs").item(index)
            if item.quantity and item.quantity not in by_key:
                input_place.key("quantity").refuse("unknown quantity")
            elif item.quantity in named[:index] and item.quantity:
                input_place.key("quantity").refuse("both inputs are this quantity")
            elif item.quantity and item.unit_th != by_key[item.quantity].unit_th:
                input_place.key("unit_th").refuse("another unit than that of its quantity")


def _places(framework: Framework, at: Place) -> Iterator[tuple[Place, Indicator]]:
    for dimension_index, dimension in enumerate(framework.dimensions):
        for aspect_index, aspect in enumerate(dimension.aspects):
            aspects = at.key("dimensions").item(dimension_index).key("aspects").item(aspect_index)
            for index, indicator in enumerate(aspect.indicators):
                yield aspects.key("indicators").item(index), indicator


def _refuse_repeated(texts: Iterable[tuple[Place, str]], key: str) -> None:
    first_places: dict[str, Place] = {}
    for place, text in texts:
        if text and first_places.setdefault(text, place) is not place:
            place.key(key).refuse(f"the same as in {first_places[text].path}")


def _in_both_languages(names: Iterable[str]) -> list[str]:
    return [f"{name}_{language}" for name in names for language in LANGUAGES]
