"""Writing an edition as its document: the same keys in the same order, optional ones only when filled in."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from indicators.criteria.domain.formulas import ANY_FORMULA, FORMULAS
from indicators.criteria.domain.framework import (
    Aspect,
    Dimension,
    FormulaInput,
    Framework,
    Indicator,
    LevelRule,
    Quantity,
)
from indicators.criteria.domain.kinds import ANY_KIND, KINDS

NAME_KEYS = ("code", "name_th", "name_en")
UNIT_KEYS = ("unit_th", "unit_en")
SHORT_NAME_KEYS = ("short_name_th", "short_name_en")
TEXT_KEYS = (
    *("definition_th", "definition_en", "counts_th", "counts_en", "period_th", "period_en"),
    *("data_source_th", "data_source_en", "holder_th", "holder_en"),
)
QUANTITY_KEYS = ("definition_th", "definition_en", "holder_th", "holder_en")
# What explains an indicator is left out when it is missing, so that an edition without it keeps its checksum.
Document = dict[str, object]


def framework_document(framework: Framework) -> Document:
    """Return the document that `read_framework` reads as the same edition; numbers are `int` or `Fraction`.

    Completeness is not checked, so a draft with gaps has a document too. Equal editions have equal
    documents, however their files were written.
    """
    year = framework.effective_from_fiscal_year
    return {
        "edition": framework.edition,
        "name_th": framework.name_th,
        "name_en": framework.name_en,
        **({"effective_from_fiscal_year": year} if year else {}),
        "official": framework.official,
        "note_th": framework.note_th,
        "note_en": framework.note_en,
        "levels": [level_document(rule) for rule in framework.levels],
        **_filled({"quantities": [_quantity(quantity) for quantity in framework.quantities]}),
        "dimensions": [dimension_document(dimension) for dimension in framework.dimensions],
    }


def level_document(rule: LevelRule) -> Document:
    """Return the entry of a level in the list `levels`."""
    return {
        "level": rule.level,
        "name_th": rule.name_th,
        "name_en": rule.name_en,
        "pass_share": _number(rule.pass_share),
        "dimension_share": _number(rule.dimension_share),
    }


def dimension_document(dimension: Dimension) -> Document:
    """Return the entry of a dimension with its aspects and indicators."""
    return {
        **_values(dimension, NAME_KEYS),
        "official": dimension.official,
        "aspects": [aspect_document(aspect) for aspect in dimension.aspects],
    }


def aspect_document(aspect: Aspect) -> Document:
    """Return the entry of an aspect with its indicators."""
    return {
        **_values(aspect, NAME_KEYS),
        "indicators": [indicator_document(indicator) for indicator in aspect.indicators],
    }


def indicator_document(indicator: Indicator) -> Document:
    """Return the entry of an indicator; `base` is present for a rate only."""
    base = indicator.base if FORMULAS.get(indicator.formula, ANY_FORMULA).has_base else None
    return {
        **_values(indicator, NAME_KEYS),
        **_filled(_values(indicator, SHORT_NAME_KEYS)),
        **_values(indicator, (*UNIT_KEYS, "kind", "direction")),
        "levels": _thresholds(indicator),
        "gate": indicator.gate,
        "formula": indicator.formula,
        **({} if base is None else {"base": _number(base)}),
        "inputs": [_input(formula_input) for formula_input in indicator.inputs],
        **_filled({"steps": [_values(step, ("step", "text_th", "text_en")) for step in indicator.steps]}),
        **_values(indicator, ("derived_from", "evidence_th")),
        **_filled(_values(indicator, ("evidence_en",))),
        **_values(indicator, ("official", "source")),
        **_guidance(indicator),
    }


def _guidance(indicator: Indicator) -> Document:
    guidance = indicator.guidance
    texts = {
        f"{quality}_{language}": getattr(guidance, f"{quality}_evidence_{language}")
        for quality in ("good", "bad")
        for language in ("th", "en")
    }
    return _filled(
        {
            **_values(guidance, TEXT_KEYS),
            "evidence_examples": _filled(texts),
            "example": _example(indicator),
        }
    )


def _example(indicator: Indicator) -> Document:
    """Return the worked calculation; a draft may have a part of it only."""
    guidance = indicator.guidance
    kind = KINDS.get(indicator.kind, ANY_KIND)
    value = guidance.example_value
    numbers = {item.key: _number(item.example) for item in indicator.inputs if item.example is not None}
    return {
        **_filled({"inputs": numbers}),
        **({} if value is None else {"value": kind.written(_number(value))}),
        **_filled({"text_th": guidance.example_th, "text_en": guidance.example_en}),
    }


def _quantity(quantity: Quantity) -> Document:
    names = _values(quantity, ("key", "name_th", "name_en", *UNIT_KEYS))
    return {**names, **_filled(_values(quantity, QUANTITY_KEYS))}


def _input(formula_input: FormulaInput) -> Document:
    names = _values(formula_input, ("key", "name_th", "name_en", *UNIT_KEYS))
    return {**names, **_filled(_values(formula_input, ("quantity",)))}


def _thresholds(indicator: Indicator) -> Mapping[str, object]:
    return {
        str(level): None
        if threshold is None
        else KINDS.get(indicator.kind, ANY_KIND).written(_number(threshold))
        for level, threshold in enumerate(indicator.thresholds, 1)
    }


def _number(number: Fraction) -> int | Fraction:
    return number.numerator if number.denominator == 1 else number


def _values(part: object, keys: tuple[str, ...]) -> Document:
    return {key: getattr(part, key) for key in keys}


def _filled(values: Document) -> Document:
    """Return the values that are not empty."""
    return {key: value for key, value in values.items() if value not in ("", [], {})}
