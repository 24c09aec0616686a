"""One card for each indicator: its value with everything that explains it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from assessments.audit.queries.audits import IndicatorAudit
from assessments.audit.queries.comments import ThreadCounts
from assessments.audit.queries.returns import ReturnedItemState
from assessments.entry.domain.quantities import QuantityUse
from assessments.entry.domain.values import EntryValue, answers_of, is_answered
from assessments.entry.queries import CarriedValue, EarlierValues
from assessments.evidence.queries import IndicatorEvidence
from assessments.explanation.domain import LevelThreshold
from assessments.plans.queries import Target
from assessments.warnings.domain.peer_range import PeerRange
from assessments.warnings.models import Note
from assessments.warnings.queries.warnings import ShownWarning, reasons_of
from indicators.criteria.domain.framework import Indicator
from indicators.criteria.domain.result import IndicatorResult
from indicators.criteria.domain.scoring import area_level
from indicators.crosswalks.domain.origins import SAME

NO_VALUE = EntryValue()


class ValueForm(Protocol):
    """A form for the value of one indicator, such as `EntryForm`."""

    indicator: Indicator

    @property
    def entry_value(self) -> EntryValue:
        """Return the value typed; only after `is_valid()`."""


@dataclass(frozen=True, slots=True)
class Card:
    """One indicator on the screen: its criteria, the value with its result, the form and the context.

    `last_year` is the value of the cycle before; `carried` says that the entry is still that value.
    """

    indicator: Indicator
    entry_value: EntryValue
    result: IndicatorResult
    thresholds: tuple[LevelThreshold, ...]
    form: Any = None
    last_year: "LastYear | None" = None
    evidence: IndicatorEvidence | None = None
    targets: tuple[Target, ...] = ()
    audit: IndicatorAudit | None = None
    counted: IndicatorResult | None = None
    returned_item: ReturnedItemState | None = None
    # None before the submission, when no comments are possible.
    threads: ThreadCounts | None = None
    peer_range: PeerRange | None = None
    warnings: tuple[ShownWarning, ...] = ()
    note: Note | None = None
    # The inputs that are shared quantities, as far as these are typed.
    shared: tuple[QuantityUse, ...] = ()
    # A submitted reason for the warnings that was not stored, and the sentence that says why.
    typed_reason: str | None = None
    reason_error: str = ""
    carried: CarriedValue | None = None
    # The values of the years before, the earliest first; empty where only last year's are shown.
    earlier_years: "tuple[LastYear, ...]" = ()

    @property
    def is_confirmed(self) -> bool:
        return self.carried is None or self.carried.is_confirmed

    @property
    def has_open_warning(self) -> bool:
        return any(warning.answer is None for warning in self.warnings)

    @property
    def reason_shown(self) -> str:
        """Return the text of the reason field: what was typed, else what is stored."""
        return "\n".join(reasons_of(self.warnings)) if self.typed_reason is None else self.typed_reason

    @property
    def is_reason_retyped(self) -> bool:
        """Return whether the field differs from what is stored."""
        return self.typed_reason is not None and [self.typed_reason] != reasons_of(self.warnings)

    @property
    def divides_by_zero(self) -> bool:
        """Return whether all inputs are given and still yield no value, which meets no level."""
        return (
            bool(self.entry_value.inputs)
            and is_answered(self.entry_value, self.indicator)
            and self.result.value is None
        )

    @property
    def inputs(self) -> list[tuple[object, object]]:
        """Return the inputs of the formula with the numbers entered for them."""
        return [
            (formula_input, self.entry_value.inputs.get(formula_input.key))
            for formula_input in self.indicator.inputs
        ]


@dataclass(frozen=True, slots=True)
class LastYear:
    """The value of an indicator in the cycle before or in an earlier year, or that it did not apply.

    `is_comparable` is false when the meaning has changed since, `is_loaded` true of a year that the
    portal has not assessed.
    """

    year: int
    result: IndicatorResult
    indicator: Indicator
    is_comparable: bool = True
    is_loaded: bool = False


def last_year_results(earlier: EarlierValues | None) -> dict[str, LastYear]:
    """Return the results of the cycle before by present indicator code, through the crosswalk."""
    if earlier is None:
        return {}
    results = area_level(earlier.edition, answers_of(earlier.values, earlier.edition)).indicators
    answered = {
        result.code: result for result in results if result.value is not None or result.not_applicable
    }
    return {
        code: LastYear(
            earlier.year,
            answered[origin.code],
            earlier.edition.by_code[origin.code],
            is_comparable=origin.relation == SAME,
            is_loaded=earlier.is_loaded,
        )
        for code, origin in earlier.origins.items()
        if origin.code in answered
    }


def results_over_years(years: Sequence[EarlierValues]) -> dict[str, tuple[LastYear, ...]]:
    """Return the results of several years, in their order, by present indicator code.

    Indicators with a result in one year alone are left out: it stands on the card as that of the last year.
    """
    results: dict[str, list[LastYear]] = defaultdict(list)
    for earlier in years:
        for code, result in last_year_results(earlier).items():
            results[code].append(result)
    return {code: tuple(of_years) for code, of_years in results.items() if len(of_years) > 1}
