"""The plausibility settings of an edition: limits and rules for warnings about values, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

EQUAL, NOT_MORE = "equal", "not-more"
RELATIONS = (EQUAL, NOT_MORE)


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """The position of a number: an indicator and the key of a formula input; without a key its value."""

    code: str
    key: str = ""

    def __str__(self) -> str:
        return f"{self.code}.{self.key}" if self.key else self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How far the numbers of an indicator may differ from the year before without a warning.

    A warning is raised for a number `factor` times as large or more, or a `factor`-th or less, that also
    differs by `least` or more; and for a percentage that differs by `points` percentage points or more.
    None: not compared.
    """

    factor: Fraction | None = None
    least: Fraction = Fraction(0)
    points: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsistencyRule:
    """Numbers that must be equal, or two numbers of which the first must not exceed the second."""

    key: str
    relation: str
    spots: tuple[Spot, ...]
    name_th: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plausibility:
    """The settings of one edition.

    A value is compared with other areas when there are at least `minimum_areas` of them; it may differ
    from their median by `spread` times the usual distance.
    """

    edition: str
    minimum_areas: int
    spread: Fraction
    limits: Mapping[str, Limit]
    rules: tuple[ConsistencyRule, ...] = ()
    official: bool = False
    note_th: str = ""
    note_en: str = ""
