"""Reading the thresholds of an indicator, which must not get easier from level to level."""

from __future__ import annotations

from fractions import Fraction

from indicators.criteria.domain.faults import Place
from indicators.criteria.domain.fields import Fields
from indicators.criteria.domain.formulas import Formula
from indicators.criteria.domain.kinds import Kind
from indicators.criteria.domain.values import read_value


def read_thresholds(
    fields: Fields, level_count: int, *, kind: Kind, direction: str, formula: Formula
) -> tuple[Fraction | None, ...]:
    """Return the threshold of each level, None where the indicator does not count.

    A threshold is a possible value of the indicator (`read_value`). Faults are recorded at `fields.at`.
    """
    levels = fields.fields("levels")
    if levels is None or not levels.is_object:
        return (None,) * level_count
    faults_before = len(levels.at.faults)
    numbers = [str(number) for number in range(1, level_count + 1)]
    if level_count:  # otherwise the edition's own levels are the fault
        levels.allow_only(numbers, "level")
    thresholds = tuple(_threshold(levels, number, kind=kind, formula=formula) for number in numbers)
    if len(levels.at.faults) == faults_before:
        _refuse_disorder(thresholds, levels.at, direction)
    return thresholds


def _threshold(levels: Fields, number: str, *, kind: Kind, formula: Formula) -> Fraction | None:
    value = levels.value(number)
    return None if value is None else read_value(value, levels.at.key(number), kind=kind, formula=formula)


def _refuse_disorder(thresholds: tuple[Fraction | None, ...], at: Place, direction: str) -> None:
    """Record a null above a threshold, and a threshold easier than the one below it."""
    below: Fraction | None = None
    for level, threshold in enumerate(thresholds, 1):
        if threshold is None and below is not None:
            at.key(str(level)).refuse("null above the level at which the indicator starts to count")
        if threshold is not None and below is not None and _is_easier(threshold, below, direction):
            message = f"easier than the level below ({below}, then {threshold}, {direction})"
            at.key(str(level)).refuse(message)
        below = threshold if threshold is not None else below


def _is_easier(threshold: Fraction, below: Fraction, direction: str) -> bool:
    """Return whether a value can meet `threshold` without meeting `below`; for `equals` any change is."""
    if direction == "higher":
        return threshold < below
    if direction == "lower":
        return threshold > below
    return direction == "equals" and threshold != below
