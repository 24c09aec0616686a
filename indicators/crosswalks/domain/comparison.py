"""Comparison of two editions: what was added, removed, moved and changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from indicators.criteria.domain.framework import Aspect, Dimension, Framework, Guidance, Indicator, Quantity
from indicators.crosswalks.domain.origins import Origin

EDITION_FIELDS = ("name_th", "name_en", "effective_from_fiscal_year", "official", "note_th", "note_en")
LEVEL_FIELDS = ("name_th", "name_en", "pass_share", "dimension_share")
NAME_FIELDS = ("name_th", "name_en")
# Compared fields of an indicator, besides its thresholds; `code` differs only through a crosswalk.
INDICATOR_FIELDS = (
    *("code", "name_th", "name_en", "short_name_th", "short_name_en", "unit_th", "unit_en"),
    *("kind", "direction", "gate", "formula", "base", "inputs"),
    *("derived_from", "evidence_th", "evidence_en", "official", "source"),
)
GUIDANCE_FIELDS = tuple(field.name for field in fields(Guidance))
STEP_FIELDS = ("text_th", "text_en")
QUANTITY_FIELDS = tuple(field.name for field in fields(Quantity) if field.name != "key")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that differs; `level` is 0 unless the field exists once per level."""

    field: str
    old: object
    new: object
    level: int = 0


@dataclass(frozen=True, slots=True)
class PartChange:
    """A part of the criteria in both editions and its differences; None stands for the edition without it."""

    old: object
    new: object
    differences: tuple[Difference, ...] = ()
    old_place: Aspect | None = None
    new_place: Aspect | None = None


@dataclass(frozen=True, slots=True)
class EditionComparison:
    """All differences in the order of the newer edition; `unchanged` is the number of equal indicators."""

    edition: tuple[Difference, ...]
    levels: tuple[Difference, ...]
    parts: tuple[PartChange, ...]  # dimensions and aspects: added, removed, renamed
    quantities: tuple[PartChange, ...]  # shared quantities: added, removed, changed
    added: tuple[PartChange, ...]
    removed: tuple[PartChange, ...]
    moved: tuple[PartChange, ...]
    changed: tuple[PartChange, ...]
    unchanged: int

    @property
    def is_empty(self) -> bool:
        return not any(
            (
                *(self.edition, self.levels, self.parts, self.quantities),
                *(self.added, self.removed, self.moved, self.changed),
            )
        )


def compare_editions(old: Framework, new: Framework, origins: Mapping[str, Origin]) -> EditionComparison:
    """Return the differences of two editions; `origins` maps codes of `new` to their codes in `old`."""
    old_aspects = {indicator.code: aspect for aspect, indicator in _placed_indicators(old)}
    pairs = [
        (aspect, indicator, _single_origin(indicator, origins, old))
        for aspect, indicator in _placed_indicators(new)
    ]
    continued = [
        PartChange(earlier, now, _indicator_differences(earlier, now), old_aspects[earlier.code], aspect)
        for aspect, now, earlier in pairs
        if earlier is not None
    ]
    dropped = _dropped_indicators(old, {code for origin in origins.values() for code in origin.codes})
    return EditionComparison(
        edition=_differences(old, new, EDITION_FIELDS),
        levels=_level_differences(old, new),
        parts=(
            *_parts(_by_code(old.dimensions), _by_code(new.dimensions)),
            *_parts(_by_code(_aspects(old)), _by_code(_aspects(new))),
        ),
        quantities=tuple(_parts(_by_key(old), _by_key(new), QUANTITY_FIELDS)),
        added=tuple(
            PartChange(None, now, new_place=aspect) for aspect, now, earlier in pairs if earlier is None
        ),
        removed=tuple(
            PartChange(indicator, None, old_place=old_aspects[indicator.code]) for indicator in dropped
        ),
        moved=tuple(
            change for change in continued if _aspect_code(change.old_place) != _aspect_code(change.new_place)
        ),
        changed=tuple(change for change in continued if change.differences),
        unchanged=sum(not change.differences for change in continued),
    )


def _single_origin(indicator: Indicator, origins: Mapping[str, Origin], old: Framework) -> Indicator | None:
    origin = origins.get(indicator.code)
    return old.by_code.get(origin.code) if origin and origin.code else None


def _dropped_indicators(old: Framework, continued_codes: set[str]) -> list[Indicator]:
    return [indicator for indicator in old.indicators if indicator.code not in continued_codes]


def _placed_indicators(framework: Framework) -> Iterator[tuple[Aspect, Indicator]]:
    for aspect in _aspects(framework):
        for indicator in aspect.indicators:
            yield aspect, indicator


def _aspects(framework: Framework) -> tuple[Aspect, ...]:
    return tuple(aspect for dimension in framework.dimensions for aspect in dimension.aspects)


def _aspect_code(aspect: Aspect | None) -> str:
    return aspect.code if aspect else ""


def _by_code(items: tuple[Dimension, ...] | tuple[Aspect, ...]) -> dict[str, object]:
    return {item.code: item for item in items}


def _by_key(framework: Framework) -> dict[str, object]:
    return {quantity.key: quantity for quantity in framework.quantities}


def _parts(
    before: Mapping[str, object], after: Mapping[str, object], names: tuple[str, ...] = NAME_FIELDS
) -> Iterator[PartChange]:
    """Yield the parts, by code, that only one edition has or that differ in the fields `names`."""
    for code in (*after, *(code for code in before if code not in after)):
        earlier, now = before.get(code), after.get(code)
        differences = _differences(earlier, now, names) if earlier and now else ()
        if differences or not (earlier and now):
            yield PartChange(earlier, now, differences)


def _indicator_differences(old: Indicator, new: Indicator) -> tuple[Difference, ...]:
    indices = range(max(len(old.thresholds), len(new.thresholds)))
    thresholds = [(index + 1, _at(old.thresholds, index), _at(new.thresholds, index)) for index in indices]
    return (
        *_differences(old, new, INDICATOR_FIELDS),
        *(
            Difference("threshold", old_threshold, new_threshold, level)
            for level, old_threshold, new_threshold in thresholds
            if old_threshold != new_threshold
        ),
        *_step_differences(old, new),
        *_differences(old.guidance, new.guidance, GUIDANCE_FIELDS),
    )


def _step_differences(old: Indicator, new: Indicator) -> Iterator[Difference]:
    """Yield the texts of steps that differ, each as the field of a form: `step_3_text_th`."""
    before, after = ({step.step: step for step in indicator.steps} for indicator in (old, new))
    for number in sorted({*before, *after}):
        for difference in _differences(before.get(number), after.get(number), STEP_FIELDS):
            yield Difference(f"step_{number}_{difference.field}", difference.old, difference.new)


def _at(values: tuple[object, ...], index: int) -> object:
    return values[index] if index < len(values) else None


def _level_differences(old: Framework, new: Framework) -> tuple[Difference, ...]:
    differences: list[Difference] = []
    for index in range(max(len(old.levels), len(new.levels))):
        old_rule, new_rule = _at(old.levels, index), _at(new.levels, index)
        differences += [
            Difference(difference.field, difference.old, difference.new, index + 1)
            for difference in _differences(old_rule, new_rule, LEVEL_FIELDS)
        ]
    return tuple(differences)


def _differences(old: object, new: object, fields: tuple[str, ...]) -> tuple[Difference, ...]:
    values = [(field, getattr(old, field, None), getattr(new, field, None)) for field in fields]
    return tuple(
        Difference(field, old_value, new_value)
        for field, old_value, new_value in values
        if old_value != new_value
    )
