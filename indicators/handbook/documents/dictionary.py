"""The data dictionary of an edition: a table of its indicators, their inputs and the shared quantities."""

from collections.abc import Iterator
from fractions import Fraction

from ecotown.common.workbooks.csv_tables import csv_file
from indicators.criteria.domain.framework import (
    Aspect,
    Dimension,
    FormulaInput,
    Framework,
    Guidance,
    Indicator,
    Quantity,
)

LANGUAGES = ("th", "en")
# Keys as in the file of an edition, the Thai text before the English one.
INDICATOR_KEYS = ("kind", "direction", "gate", "formula", "base", "derived_from", "official", "source")
NAME_TEXTS = ("name", "short_name", "unit")
GUIDANCE_TEXTS = (
    *("definition", "counts", "period", "data_source", "holder"),
    *("example", "good_evidence", "bad_evidence"),
)
PLACE_KEYS = ("dimension", "aspect")


def dictionary_csv(edition: Framework) -> bytes:
    """Return one line for each indicator, each of its inputs below it, and each shared quantity at the end.

    The first column says what a line is; headings are the keys of the file of an edition. Thresholds stand in
    one column for each level, 1 and 0 for yes and no, empty where the indicator does not count.
    """
    columns = (
        *("row", *PLACE_KEYS, "code", "key", *_in_both_languages(NAME_TEXTS), "quantity"),
        *(*INDICATOR_KEYS, *(f"level_{rule.level}" for rule in edition.levels)),
        *(*_in_both_languages(GUIDANCE_TEXTS), "example_value", *_in_both_languages(("steps", "evidence"))),
    )
    rows = ([_cell(row.get(column)) for column in columns] for row in _rows(edition))
    return csv_file([columns, *rows])


def _rows(edition: Framework) -> Iterator[dict[str, object]]:
    for dimension in edition.dimensions:
        for aspect in dimension.aspects:
            for indicator in aspect.indicators:
                yield _indicator(dimension, aspect, indicator)
                for formula_input in indicator.inputs:
                    yield _input(dimension, aspect, indicator, formula_input)
    for quantity in edition.quantities:
        yield _quantity(quantity)


def _indicator(dimension: Dimension, aspect: Aspect, indicator: Indicator) -> dict[str, object]:
    steps = {
        f"steps_{language}": "\n".join(
            f"{step.step}: {getattr(step, f'text_{language}')}" for step in indicator.steps
        )
        for language in LANGUAGES
    }
    return {
        **_place("indicator", dimension, aspect, indicator),
        **_texts(indicator, (*NAME_TEXTS, "evidence")),
        **{key: getattr(indicator, key) for key in INDICATOR_KEYS},
        **{f"level_{level}": threshold for level, threshold in enumerate(indicator.thresholds, start=1)},
        **_texts(indicator.guidance, GUIDANCE_TEXTS),
        "example_value": indicator.guidance.example_value,
        **steps,
    }


def _input(
    dimension: Dimension, aspect: Aspect, indicator: Indicator, formula_input: FormulaInput
) -> dict[str, object]:
    return {
        **_place("input", dimension, aspect, indicator),
        **_texts(formula_input, ("name", "unit")),
        "key": formula_input.key,
        "quantity": formula_input.quantity,
        "example_value": formula_input.example,
    }


def _quantity(quantity: Quantity) -> dict[str, object]:
    texts = _texts(quantity, ("name", "unit", "definition", "holder"))
    return {"row": "quantity", "key": quantity.key, **texts}


def _place(row: str, dimension: Dimension, aspect: Aspect, indicator: Indicator) -> dict[str, object]:
    return {"row": row, "dimension": dimension.code, "aspect": aspect.code, "code": indicator.code}


def _texts(part: Indicator | FormulaInput | Quantity | Guidance, names: tuple[str, ...]) -> dict[str, object]:
    return {name: getattr(part, name) for name in _in_both_languages(names)}


def _in_both_languages(names: tuple[str, ...]) -> list[str]:
    return [f"{name}_{language}" for name in names for language in LANGUAGES]


def _cell(content: object) -> object:
    """Return a number as one of Python, yes and no as 1 and 0, and what is not there as an empty cell."""
    if isinstance(content, Fraction):
        return content.numerator if content.denominator == 1 else float(content)
    return "" if content is None else int(content) if isinstance(content, bool) else content
