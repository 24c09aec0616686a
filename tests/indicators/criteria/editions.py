"""Builders of small editions and answers, short enough for a row of a table."""

from fractions import Fraction
from pathlib import Path

from indicators.criteria.domain.answers import Answer
from indicators.criteria.domain.formulas import FORMULAS
from indicators.criteria.domain.framework import (
    Aspect,
    Dimension,
    FormulaInput,
    Framework,
    Indicator,
    LevelRule,
)

EDITION_FILE = Path(__file__).resolve().parents[3] / "fixtures" / "framework-2565-working.json"
NOT_APPLICABLE = Answer(not_applicable=True, reason="no such industry here")


def number(value):
    """Return 0.1, "66.67" or True as an exact number; None stays None."""
    return None if value is None else Fraction(value if isinstance(value, bool) else str(value))


def indicator(code, *thresholds, kind="number", direction="higher", gate=False, formula="direct", base=None):
    return Indicator(
        code=code,
        kind=kind,
        direction=direction,
        thresholds=tuple(map(number, thresholds)),
        gate=gate,
        formula=formula,
        base=number(base),
        inputs=tuple(FormulaInput(key=key) for key in FORMULAS[formula].inputs),
    )


def framework(pass_share=100, dimension_share=0, **dimensions):
    """Return an edition whose dimensions are lists of indicators, with a level for each threshold."""
    levels = max(len(row.thresholds) for indicators in dimensions.values() for row in indicators)
    return Framework(
        edition="test",
        levels=tuple(
            LevelRule(level=level, pass_share=number(pass_share), dimension_share=number(dimension_share))
            for level in range(1, levels + 1)
        ),
        dimensions=tuple(
            Dimension(code=code, aspects=(Aspect(code=f"{code}1", indicators=tuple(indicators)),))
            for code, indicators in dimensions.items()
        ),
    )


def answers(**values):
    """Return answers by code; an Answer stays as it is and None is left out."""
    return {
        code: value if isinstance(value, Answer) else Answer(value=number(value))
        for code, value in values.items()
        if value is not None
    }


def edition_document():
    """Return a small edition file with every kind and every formula, as `parse_json` returns it."""
    return {
        "edition": "small",
        "levels": [
            {"level": 1, "name_th": "หนึ่ง", "name_en": "One", "pass_share": 80, "dimension_share": 60},
            {"level": 2, "name_th": "สอง", "name_en": "Two", "pass_share": 80, "dimension_share": 60},
        ],
        "dimensions": [
            {
                "code": "A",
                "aspects": [
                    {
                        "code": "A1",
                        "indicators": [
                            _entry("share", "percent", "percent", 50, 60),
                            _entry("number", "number", "direct", 1, 2),
                            _entry("count", "count", "direct", 1, 2),
                            _entry("yes", "boolean", "direct", True, True, direction="equals"),
                        ],
                    }
                ],
            },
            {
                "code": "B",
                "aspects": [
                    {
                        "code": "B1",
                        "indicators": [
                            _entry("step", "choice", "direct", None, 3),
                            _entry("rate", "number", "rate", 5, 4, direction="lower", base=1000),
                            _entry("growth", "percent", "growth", 0, 2),
                            _entry("reduction", "percent", "reduction", 0, 2),
                        ],
                    }
                ],
            },
        ],
    }


def _entry(code, kind, formula, *thresholds, direction="higher", **more):
    return {
        "code": code,
        "kind": kind,
        "direction": direction,
        "levels": {str(level): threshold for level, threshold in enumerate(thresholds, 1)},
        "gate": False,
        "formula": formula,
        "inputs": [{"key": key} for key in FORMULAS[formula].inputs],
        "derived_from": None,
        **more,
    }
