"""Reading an edition file: a framework, or an error with every fault and its place."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from indicators.criteria.domain.faults import InputError, Place
from indicators.criteria.domain.fields import Fields
from indicators.criteria.domain.formulas import ANY_FORMULA, FORMULAS, Formula
from indicators.criteria.domain.framework import (
    DIRECTIONS,
    MAX_CODE_LENGTHS,
    Aspect,
    Dimension,
    FormulaInput,
    Framework,
    Indicator,
    LevelRule,
)
from indicators.criteria.domain.guidance_reading import (
    Measure,
    read_guidance,
    read_quantity,
    read_short_names,
    read_steps,
    record_shared_faults,
)
from indicators.criteria.domain.kinds import ANY_KIND, KINDS
from indicators.criteria.domain.thresholds_reading import read_thresholds


class FrameworkError(InputError):
    """An edition file that breaks the requirements of the level rule on its data."""


def read_framework(document: object) -> Framework:
    """Return the edition in `document`, as `parse_json` returned it.

    Keys that the level rule uses are required; descriptions (names, units, notes, sources, guidance) and the
    shared quantities are optional and empty by default. Raises `FrameworkError`.
    Source: docs/architecture.md, "The level rule", Data.
    """
    faults: list[str] = []
    fields = Fields(document, Place(faults))
    rules = enumerate(fields.items("levels"), 1)
    levels = tuple(_level_rule(item, at, number) for number, (item, at) in rules)
    if fields.is_object and not levels and not faults:
        fields.at.key("levels").refuse("at least one level is needed")
    dimensions = tuple(
        _dimension(item, at, len(levels)) for item, at in fields.non_empty_items("dimensions", "dimension")
    )
    framework = Framework(
        edition=fields.optional_text("edition"),
        name_th=fields.optional_text("name_th"),
        name_en=fields.optional_text("name_en"),
        effective_from_fiscal_year=_fiscal_year(fields),
        official=fields.flag("official", required=False),
        note_th=fields.optional_text("note_th"),
        note_en=fields.optional_text("note_en"),
        levels=levels,
        dimensions=dimensions,
        quantities=tuple(read_quantity(item, at) for item, at in fields.optional_items("quantities")),
    )
    _refuse_repeated_codes(framework, Place(faults))
    record_shared_faults(framework, Place(faults))
    if faults:
        raise FrameworkError(faults)
    return framework


def _fiscal_year(fields: Fields) -> int | None:
    if not fields.has("effective_from_fiscal_year"):
        return None
    year = fields.number("effective_from_fiscal_year")
    if year.denominator != 1:
        fields.at.key("effective_from_fiscal_year").refuse("a year is a whole number")
    return int(year)


def _level_rule(value: object, at: Place, number: int) -> LevelRule:
    fields = Fields(value, at)
    if fields.is_object and fields.number("level") != number and fields.has("level"):
        at.key("level").refuse(f"{number} is expected here: levels run from 1 without gaps")
    return LevelRule(
        level=number,
        name_th=fields.optional_text("name_th"),
        name_en=fields.optional_text("name_en"),
        pass_share=_share(fields, "pass_share"),
        dimension_share=_share(fields, "dimension_share"),
    )


def _share(fields: Fields, key: str) -> Fraction:
    share = fields.number(key)
    if not 0 <= share <= 100:
        fields.at.key(key).refuse("a share is from 0 to 100 percent")
    return share


def _dimension(value: object, at: Place, level_count: int) -> Dimension:
    fields = Fields(value, at)
    aspects = fields.non_empty_items("aspects", "aspect")
    return Dimension(
        code=fields.address_code("code", longest=MAX_CODE_LENGTHS["dimension"]),
        name_th=fields.optional_text("name_th"),
        name_en=fields.optional_text("name_en"),
        official=fields.flag("official", required=False),
        aspects=tuple(_aspect(item, place, level_count) for item, place in aspects),
    )


def _aspect(value: object, at: Place, level_count: int) -> Aspect:
    fields = Fields(value, at)
    indicators = fields.non_empty_items("indicators", "indicator")
    return Aspect(
        code=fields.address_code("code", longest=MAX_CODE_LENGTHS["aspect"]),
        name_th=fields.optional_text("name_th"),
        name_en=fields.optional_text("name_en"),
        official=fields.flag("official", required=False),
        indicators=tuple(_indicator(item, place, level_count) for item, place in indicators),
    )


def _indicator(value: object, at: Place, level_count: int) -> Indicator:
    fields = Fields(value, at)
    kind = KINDS.get(fields.one_of("kind", KINDS), ANY_KIND)
    direction = fields.one_of("direction", DIRECTIONS)
    formula = FORMULAS.get(fields.one_of("formula", FORMULAS), ANY_FORMULA)
    if formula.inputs and not kind.takes_formula:
        at.key("formula").refuse(f"a {kind.code} is typed as it is, formula direct")
    base, inputs = _base(fields, formula), _inputs(fields, formula)
    guidance, inputs = read_guidance(fields, Measure(kind, formula, base), inputs)
    return Indicator(
        code=fields.address_code("code", longest=MAX_CODE_LENGTHS["indicator"]),
        name_th=fields.optional_text("name_th"),
        name_en=fields.optional_text("name_en"),
        **read_short_names(fields),
        unit_th=fields.optional_text("unit_th"),
        unit_en=fields.optional_text("unit_en"),
        kind=kind.code,
        direction=direction,
        thresholds=read_thresholds(fields, level_count, kind=kind, direction=direction, formula=formula),
        gate=fields.flag("gate"),
        formula=formula.code,
        base=base,
        inputs=inputs,
        steps=read_steps(fields, kind),
        derived_from=fields.optional_text("derived_from") or None,
        evidence_th=fields.optional_text("evidence_th"),
        evidence_en=fields.optional_text("evidence_en"),
        guidance=guidance,
        official=fields.flag("official", required=False),
        source=fields.optional_text("source"),
    )


def _base(fields: Fields, formula: Formula) -> Fraction | None:
    """Return the multiplier of a rate; other formulas have none."""
    if not formula.has_base:
        return None
    base = fields.number("base")
    if base <= 0 and fields.has("base"):
        fields.at.key("base").refuse(f"the base of a {formula.code} is greater than 0")
    return base


def _inputs(fields: Fields, formula: Formula) -> tuple[FormulaInput, ...]:
    """Return the inputs with their labels: exactly those of the formula; optional where it has none."""
    is_known = formula is not ANY_FORMULA
    if is_known and not formula.inputs and not fields.has("inputs"):
        return ()
    inputs = tuple(_input(item, at) for item, at in fields.items("inputs"))
    keys = [formula_input.key for formula_input in inputs]
    if is_known and fields.has("inputs") and sorted(keys) != sorted(formula.inputs):
        expected_keys = " and ".join(formula.inputs) or "no inputs"
        fields.at.key("inputs").refuse(f"the formula {formula.code} has {expected_keys}")
    return inputs


def _input(value: object, at: Place) -> FormulaInput:
    fields = Fields(value, at)
    return FormulaInput(
        key=fields.required_text("key"),
        name_th=fields.optional_text("name_th"),
        name_en=fields.optional_text("name_en"),
        unit_th=fields.optional_text("unit_th"),
        unit_en=fields.optional_text("unit_en"),
        quantity=fields.optional_text("quantity"),
    )


def _refuse_repeated_codes(framework: Framework, at: Place) -> None:
    """Record codes that occur twice among the dimensions, the aspects or the indicators."""
    dimensions = [
        (at.key("dimensions").item(index), dimension) for index, dimension in enumerate(framework.dimensions)
    ]
    aspects = [
        (place.key("aspects").item(index), aspect)
        for place, dimension in dimensions
        for index, aspect in enumerate(dimension.aspects)
    ]
    indicators = [
        (place.key("indicators").item(index), indicator)
        for place, aspect in aspects
        for index, indicator in enumerate(aspect.indicators)
    ]
    _refuse_repeated((place, dimension.code) for place, dimension in dimensions)
    _refuse_repeated((place, aspect.code) for place, aspect in aspects)
    _refuse_repeated((place, indicator.code) for place, indicator in indicators)


def _refuse_repeated(codes: Iterable[tuple[Place, str]]) -> None:
    first_places: dict[str, Place] = {}
    for place, code in codes:
        if code and first_places.setdefault(code, place) is not place:
            place.key("code").refuse(f"{code!a} is already the code of {first_places[code].path}")
