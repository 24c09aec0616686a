"""What moved the level of an area between two results, such as two years or two revisions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator of a result: its value, None when missing or not applicable, and the levels it meets."""

    value: Fraction | None
    meets: frozenset[int]


@dataclass(frozen=True, slots=True)
class Tally:
    """One level of a result: whether it is attained, with how many of the indicators that count met."""

    level: int
    attained: bool
    counted: int
    met: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A result as it was stored, as far as it can be compared with another."""

    level: int
    tallies: Mapping[int, Tally]
    figures: Mapping[str, Figure]

    def renamed(self, names: Mapping[str, str]) -> Snapshot:
        """The same result with the codes of another edition, where `names` (old → new) has one."""
        return replace(self, figures={names.get(code, code): one for code, one in self.figures.items()})


@dataclass(frozen=True, slots=True)
class Moved:
    """An indicator that meets other levels than before. None: the other result does not have it."""

    code: str
    old: Figure | None
    new: Figure | None
    is_comparable: bool

    def gains(self, level: int) -> bool:
        return _meets(self.new, level) and not _meets(self.old, level)

    def loses(self, level: int) -> bool:
        return _meets(self.old, level) and not _meets(self.new, level)


@dataclass(frozen=True, slots=True)
class LevelMovement:
    """One level before and now. `new.met` is `old.met` plus the gained minus the lost indicators."""

    level: int
    old: Tally | None
    new: Tally | None
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Movement:
    """The whole comparison, levels and indicators in the order of the newer result."""

    old_level: int
    new_level: int
    levels: tuple[LevelMovement, ...]
    indicators: tuple[Moved, ...]


def read_snapshot(document: Mapping[str, object]) -> Snapshot:
    """The stored document of a result, see `indicators/domain/explanation.py`, ready to be compared."""
    levels, indicators = document["levels"], document["indicators"]
    if not isinstance(levels, list) or not isinstance(indicators, list):
        raise TypeError("not the document of a result")
    tallies = {
        one["level"]: Tally(one["level"], one["attained"], one["counted"], one["met"]) for one in levels
    }
    figures = {
        one["code"]: Figure(None if one["value"] is None else Fraction(one["value"]), frozenset(one["meets"]))
        for one in indicators
    }
    return Snapshot(int(str(document["level"])), tallies, figures)


def movement(old: Snapshot, new: Snapshot, *, changed_codes: Collection[str] = ()) -> Movement:
    """Compare two results; `changed_codes` are indicators that no longer ask the same.

    For every level the indicators listed as gained and lost account for the difference of `met`.
    """
    codes = [*new.figures, *(code for code in old.figures if code not in new.figures)]
    moved = tuple(
        one
        for one in (
            Moved(code, old.figures.get(code), new.figures.get(code), code not in changed_codes)
            for code in codes
        )
        if _levels(one.old) != _levels(one.new)
    )
    return Movement(
        old_level=old.level,
        new_level=new.level,
        levels=tuple(
            LevelMovement(
                level=level,
                old=old.tallies.get(level),
                new=new.tallies.get(level),
                gained=tuple(one.code for one in moved if one.gains(level)),
                lost=tuple(one.code for one in moved if one.loses(level)),
            )
            for level in sorted({*old.tallies, *new.tallies})
        ),
        indicators=moved,
    )


def _levels(figure: Figure | None) -> frozenset[int]:
    return figure.meets if figure else frozenset()


def _meets(figure: Figure | None, level: int) -> bool:
    return level in _levels(figure)
