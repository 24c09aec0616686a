"""What one indicator asks for at each level, read and held to its order."""

from __future__ import annotations

from fractions import Fraction

from indicators.domain.faults import Place
from indicators.domain.fields import Fields
from indicators.domain.values import read_value


def read_thresholds(
    fields: Fields, level_count: int, *, kind: str, direction: str, formula: str
) -> tuple[Fraction | None, ...]:
    """Return the threshold of each level, None where the indicator does not count.

    A threshold is a value that the indicator can have. Faults go to the place of `fields`.
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


def _threshold(levels: Fields, number: str, *, kind: str, formula: str) -> Fraction | None:
    found = levels.value(number)
    return None if found is None else read_value(found, levels.at.key(number), kind=kind, formula=formula)


def _refuse_disorder(thresholds: tuple[Fraction | None, ...], at: Place, direction: str) -> None:
    """Refuse a null above a threshold and a threshold easier than the one before it."""
    before: Fraction | None = None
    for level, threshold in enumerate(thresholds, 1):
        if threshold is None and before is not None:
            at.key(str(level)).refuse("null above the level at which the indicator starts to count")
        if threshold is not None and before is not None and _is_easier(threshold, before, direction):
            why = f"easier than the level below ({before}, then {threshold}, {direction})"
            at.key(str(level)).refuse(why)
        before = threshold if threshold is not None else before


def _is_easier(threshold: Fraction, before: Fraction, direction: str) -> bool:
    """Whether a value can meet `threshold` without meeting `before`; for `equals` any change is."""
    if direction == "higher":
        return threshold < before
    if direction == "lower":
        return threshold > before
    return direction == "equals" and threshold != before
