"""Writing an edition as its document: always the same keys in the same order."""

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
)
from indicators.criteria.domain.kinds import ANY_KIND, KINDS

NAME_KEYS = ("code", "name_th", "name_en")
UNIT_KEYS = ("unit_th", "unit_en")
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
        **_values(indicator, (*NAME_KEYS, *UNIT_KEYS, "kind", "direction")),
        "levels": _thresholds(indicator),
        "gate": indicator.gate,
        "formula": indicator.formula,
        **({} if base is None else {"base": _number(base)}),
        "inputs": [_input(formula_input) for formula_input in indicator.inputs],
        **_values(indicator, ("derived_from", "evidence_th", "official", "source")),
    }


def _input(formula_input: FormulaInput) -> Document:
    return _values(formula_input, ("key", "name_th", "name_en", *UNIT_KEYS))


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
