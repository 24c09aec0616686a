"""Two editions side by side: what was added, removed, moved and changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from indicators.domain.crosswalk import Origin
from indicators.domain.framework import Aspect, Dimension, Framework, Indicator

EDITION = ("name_th", "name_en", "effective_from_fiscal_year", "official", "note_th", "note_en")
LEVEL = ("name_th", "name_en", "pass_share", "dimension_share")
NAMES = ("name_th", "name_en")
# What is compared of an indicator, beside its thresholds; `code` differs only through a crosswalk.
INDICATOR = (
    *("code", "name_th", "name_en", "unit_th", "unit_en", "kind", "direction", "gate", "formula", "base"),
    *("inputs", "derived_from", "evidence_th", "official", "source"),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs; `level` for what each level has its own of (0: not by level)."""

    field: str
    old: object
    new: object
    level: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """A part of the criteria in both editions (or in one: the other is None) and how it differs."""

    old: object
    new: object
    differences: tuple[Difference, ...] = ()
    old_place: Aspect | None = None
    new_place: Aspect | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs, in the order of the newer edition; `unchanged` counts equal indicators."""

    edition: tuple[Difference, ...]
    levels: tuple[Difference, ...]
    parts: tuple[Change, ...]  # dimensions and aspects: added, removed, renamed
    added: tuple[Change, ...]
    removed: tuple[Change, ...]
    moved: tuple[Change, ...]
    changed: tuple[Change, ...]
    unchanged: int

    @property
    def is_empty(self) -> bool:
        return not any(
            (self.edition, self.levels, self.parts, self.added, self.removed, self.moved, self.changed)
        )


def compare(old: Framework, new: Framework, origins: Mapping[str, Origin]) -> Comparison:
    """Compare two editions; `origins` says which indicator of `old` each one of `new` comes from."""
    before = {indicator.code: aspect for aspect, indicator in _placed(old)}
    pairs = [(aspect, indicator, _one_origin(indicator, origins, old)) for aspect, indicator in _placed(new)]
    both = [
        Change(earlier, now, _indicator_differences(earlier, now), before[earlier.code], aspect)
        for aspect, now, earlier in pairs
        if earlier is not None
    ]
    gone = _gone(old, {code for origin in origins.values() for code in origin.codes})
    return Comparison(
        edition=_differences(old, new, EDITION),
        levels=_level_differences(old, new),
        parts=(*_parts(old.dimensions, new.dimensions), *_parts(_aspects(old), _aspects(new))),
        added=tuple(Change(None, now, new_place=aspect) for aspect, now, earlier in pairs if earlier is None),
        removed=tuple(Change(item, None, old_place=before[item.code]) for item in gone),
        moved=tuple(one for one in both if _code(one.old_place) != _code(one.new_place)),
        changed=tuple(one for one in both if one.differences),
        unchanged=sum(not one.differences for one in both),
    )


def _one_origin(indicator: Indicator, origins: Mapping[str, Origin], old: Framework) -> Indicator | None:
    origin = origins.get(indicator.code)
    return old.by_code.get(origin.code) if origin and origin.code else None


def _gone(old: Framework, kept: set[str]) -> list[Indicator]:
    return [indicator for indicator in old.indicators if indicator.code not in kept]


def _placed(framework: Framework) -> Iterator[tuple[Aspect, Indicator]]:
    for aspect in _aspects(framework):
        for indicator in aspect.indicators:
            yield aspect, indicator


def _aspects(framework: Framework) -> tuple[Aspect, ...]:
    return tuple(aspect for dimension in framework.dimensions for aspect in dimension.aspects)


def _code(aspect: Aspect | None) -> str:
    return aspect.code if aspect else ""


def _parts(
    old: tuple[Dimension, ...] | tuple[Aspect, ...], new: tuple[Dimension, ...] | tuple[Aspect, ...]
) -> Iterator[Change]:
    before, after = {item.code: item for item in old}, {item.code: item for item in new}
    for code in (*after, *(code for code in before if code not in after)):
        earlier, now = before.get(code), after.get(code)
        differences = _differences(earlier, now, NAMES) if earlier and now else ()
        if differences or not (earlier and now):
            yield Change(earlier, now, differences)


def _indicator_differences(old: Indicator, new: Indicator) -> tuple[Difference, ...]:
    levels = range(max(len(old.thresholds), len(new.thresholds)))
    thresholds = [(level, _at(old.thresholds, level), _at(new.thresholds, level)) for level in levels]
    return (
        *_differences(old, new, INDICATOR),
        *(Difference("threshold", was, now, level + 1) for level, was, now in thresholds if was != now),
    )


def _at(values: tuple[object, ...], index: int) -> object:
    return values[index] if index < len(values) else None


def _level_differences(old: Framework, new: Framework) -> tuple[Difference, ...]:
    found: list[Difference] = []
    for place in range(max(len(old.levels), len(new.levels))):
        was, now = _at(old.levels, place), _at(new.levels, place)
        found += [
            Difference(each.field, each.old, each.new, place + 1) for each in _differences(was, now, LEVEL)
        ]
    return tuple(found)


def _differences(old: object, new: object, fields: tuple[str, ...]) -> tuple[Difference, ...]:
    values = [(field, getattr(old, field, None), getattr(new, field, None)) for field in fields]
    return tuple(Difference(field, was, now) for field, was, now in values if was != now)
