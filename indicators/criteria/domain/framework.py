"""The content of one edition of the criteria as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

DIRECTIONS = ("higher", "lower", "equals")
MAX_CODE_LENGTHS = {"dimension": 10, "aspect": 10, "indicator": 20}  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaInput:
    """A number that an officer enters for a formula, such as the number of factories in the area."""

    key: str
    name_th: str = ""
    name_en: str = ""
    unit_th: str = ""
    unit_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A criterion. `thresholds[n - 1]` is what level n requires; None where the indicator does not count.

    Yes and no are the fractions 1 and 0. `base` is the multiplier of a `rate` (per 100, per 1,000).
    """

    code: str
    kind: str
    direction: str
    thresholds: tuple[Fraction | None, ...]
    gate: bool
    formula: str
    name_th: str = ""
    name_en: str = ""
    unit_th: str = ""
    unit_en: str = ""
    base: Fraction | None = None
    inputs: tuple[FormulaInput, ...] = ()
    derived_from: str | None = None
    evidence_th: str = ""
    official: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspect:
    """A group of indicators inside a dimension."""

    code: str
    indicators: tuple[Indicator, ...]
    name_th: str = ""
    name_en: str = ""
    official: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One of the five dimensions; each must reach its own share of met indicators."""

    code: str
    aspects: tuple[Aspect, ...]
    name_th: str = ""
    name_en: str = ""
    official: bool = False

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(indicator for aspect in self.aspects for indicator in aspect.indicators)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRule:
    """The requirements of a level; both shares are percentages from 0 to 100."""

    level: int
    pass_share: Fraction
    dimension_share: Fraction
    name_th: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """One edition of the criteria. `levels[n - 1]` is the rule of level n."""

    edition: str
    levels: tuple[LevelRule, ...]
    dimensions: tuple[Dimension, ...]
    name_th: str = ""
    name_en: str = ""
    effective_from_fiscal_year: int | None = None
    official: bool = False
    note_th: str = ""
    note_en: str = ""
    indicators: tuple[Indicator, ...] = field(init=False, repr=False, compare=False)
    by_code: Mapping[str, Indicator] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        indicators = tuple(indicator for dimension in self.dimensions for indicator in dimension.indicators)
        object.__setattr__(self, "indicators", indicators)
        object.__setattr__(self, "by_code", {indicator.code: indicator for indicator in indicators})

    def __hash__(self) -> int:
        """Return a cheap hash, because `framework_thresholds` looks the edition up for every area."""
        return hash(self.edition)
