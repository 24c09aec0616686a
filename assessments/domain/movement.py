"""The change of an area's level between two results, such as two years or two revisions."""

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
    """One level of a result: whether it is attained, and how many of the counted indicators meet it."""

    level: int
    attained: bool
    counted: int
    met: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The comparable part of a stored result: level, tallies by level, figures by indicator code."""

    level: int
    tallies: Mapping[int, Tally]
    figures: Mapping[str, Figure]

    def renamed(self, names: Mapping[str, str]) -> Snapshot:
        """Return the result with the codes of another edition, where `names` (old → new) has one."""
        return replace(self, figures={names.get(code, code): figure for code, figure in self.figures.items()})


@dataclass(frozen=True, slots=True)
class Moved:
    """An indicator that meets other levels than before; None for a result that does not have it."""

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
    """One level in both results; `new.met` is `old.met` plus the gained minus the lost indicators."""

    level: int
    old: Tally | None
    new: Tally | None
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Movement:
    """The comparison of two results, levels and indicators in the order of the newer one."""

    old_level: int
    new_level: int
    levels: tuple[LevelMovement, ...]
    indicators: tuple[Moved, ...]


def read_snapshot(document: Mapping[str, object]) -> Snapshot:
    """Return the snapshot of a stored result document (`indicators/domain/explanation.py`).

    Raises TypeError for another document.
    """
    levels, indicators = document["levels"], document["indicators"]
    if not isinstance(levels, list) or not isinstance(indicators, list):
        raise TypeError("not the document of a result")
    tallies = {
        level["level"]: Tally(level["level"], level["attained"], level["counted"], level["met"])
        for level in levels
    }
    figures = {
        indicator["code"]: Figure(
            None if indicator["value"] is None else Fraction(indicator["value"]),
            frozenset(indicator["meets"]),
        )
        for indicator in indicators
    }
    return Snapshot(int(str(document["level"])), tallies, figures)


def movement(old: Snapshot, new: Snapshot, *, changed_codes: Collection[str] = ()) -> Movement:
    """Compare two results; `changed_codes` are indicators whose meaning has changed.

    For every level the gained and lost indicators account for the difference of `met`.
    """
    codes = [*new.figures, *(code for code in old.figures if code not in new.figures)]
    indicators = (
        Moved(code, old.figures.get(code), new.figures.get(code), code not in changed_codes) for code in codes
    )
    moved = tuple(indicator for indicator in indicators if _levels(indicator.old) != _levels(indicator.new))
    return Movement(
        old_level=old.level,
        new_level=new.level,
        levels=tuple(
            LevelMovement(
                level=level,
                old=old.tallies.get(level),
                new=new.tallies.get(level),
                gained=tuple(indicator.code for indicator in moved if indicator.gains(level)),
                lost=tuple(indicator.code for indicator in moved if indicator.loses(level)),
            )
            for level in sorted({*old.tallies, *new.tallies})
        ),
        indicators=moved,
    )


def _levels(figure: Figure | None) -> frozenset[int]:
    return figure.meets if figure else frozenset()


def _meets(figure: Figure | None, level: int) -> bool:
    return level in _levels(figure)
