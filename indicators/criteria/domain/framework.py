"""The content of one edition of the criteria as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

DIRECTIONS = ("higher", "lower", "equals")
MAX_CODE_LENGTHS = {"dimension": 10, "aspect": 10, "indicator": 20, "quantity": 40}  # characters
SHORT_NAME_LENGTH = 40  # characters
# The longest texts that explain an indicator, in characters: each indicator fits on one page of the handbook.
MAX_TEXT_LENGTHS = {
    "definition": 600,
    "counts": 1000,
    "period": 300,
    "data_source": 400,
    "holder": 300,
    "good_evidence": 800,
    "bad_evidence": 800,
    "example": 600,
    "step": 300,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number that several formulas ask for, entered once for an area: all factories, all energy used."""

    key: str
    name_th: str = ""
    name_en: str = ""
    unit_th: str = ""
    unit_en: str = ""
    definition_th: str = ""
    definition_en: str = ""
    holder_th: str = ""
    holder_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaInput:
    """A number that an officer enters for a formula, such as the number of factories in the area.

    `quantity` is the key of the shared quantity that it is; empty for a number of this indicator alone.
    `example` is its number in the worked calculation of the indicator.
    """

    key: str
    name_th: str = ""
    name_en: str = ""
    unit_th: str = ""
    unit_en: str = ""
    quantity: str = ""
    example: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MaturityStep:
    """What an area has done at a step of a `choice`."""

    step: int
    text_th: str = ""
    text_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """How an indicator is understood and its value collected; every part may be missing.

    `counts`, `good_evidence` and `bad_evidence` have one item per line. `example_value` is what the worked
    calculation gives, from the `example` of each input; the text of the example tells its case.
    """

    definition_th: str = ""
    definition_en: str = ""
    counts_th: str = ""
    counts_en: str = ""
    period_th: str = ""
    period_en: str = ""
    data_source_th: str = ""
    data_source_en: str = ""
    holder_th: str = ""
    holder_en: str = ""
    good_evidence_th: str = ""
    good_evidence_en: str = ""
    bad_evidence_th: str = ""
    bad_evidence_en: str = ""
    example_value: Fraction | None = None
    example_th: str = ""
    example_en: str = ""

    @property
    def is_empty(self) -> bool:
        return self == NO_GUIDANCE

    @property
    def has_collection_notes(self) -> bool:
        """Whether there is more than the definition."""
        return self != Guidance(definition_th=self.definition_th, definition_en=self.definition_en)


NO_GUIDANCE = Guidance()


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
    short_name_th: str = ""
    short_name_en: str = ""
    unit_th: str = ""
    unit_en: str = ""
    base: Fraction | None = None
    inputs: tuple[FormulaInput, ...] = ()
    steps: tuple[MaturityStep, ...] = ()
    derived_from: str | None = None
    evidence_th: str = ""
    evidence_en: str = ""
    guidance: Guidance = NO_GUIDANCE
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
    quantities: tuple[Quantity, ...] = ()
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

    def inputs_of(self, quantity: str) -> list[tuple[Indicator, FormulaInput]]:
        """Return the inputs that are this shared quantity, with their indicators, in order."""
        return [
            (indicator, formula_input)
            for indicator in self.indicators
            for formula_input in indicator.inputs
            if formula_input.quantity == quantity
        ]

    def __hash__(self) -> int:
        """Return a cheap hash, because `framework_thresholds` looks the edition up for every area."""
        return hash(self.edition)
