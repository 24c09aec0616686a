"""One card for each indicator: its value with everything that explains it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from assessments.audit.queries.audits import IndicatorAudit
from assessments.audit.queries.returns import ReturnedItemState
from assessments.entry.domain.values import EntryValue, answers_of, is_answered
from assessments.entry.queries import EarlierValues
from assessments.evidence.queries import IndicatorEvidence
from assessments.explanation.domain import LevelThreshold, level_thresholds
from assessments.plans.queries import Target
from assessments.warnings.domain.peer_range import PeerRange
from assessments.warnings.models import Note
from assessments.warnings.queries.warnings import ShownWarning
from indicators.criteria.domain.framework import Aspect, Dimension, Framework, Indicator
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

    `last_year` is the value of the cycle before; an unconfirmed entry was carried forward from it.
    """

    indicator: Indicator
    entry_value: EntryValue
    result: IndicatorResult
    thresholds: tuple[LevelThreshold, ...]
    form: Any = None
    is_confirmed: bool = True
    last_year: "LastYear | None" = None
    evidence: IndicatorEvidence | None = None
    targets: tuple[Target, ...] = ()
    audit: IndicatorAudit | None = None
    counted: IndicatorResult | None = None
    returned_item: ReturnedItemState | None = None
    # None before the submission, when no comments are possible.
    thread_count: int | None = None
    peer_range: PeerRange | None = None
    warnings: tuple[ShownWarning, ...] = ()
    note: Note | None = None

    @property
    def has_open_warning(self) -> bool:
        return any(warning.answer is None for warning in self.warnings)

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
    """The value of an indicator in the cycle before and its level.

    `is_comparable` is false when the meaning has changed since.
    """

    year: int
    result: IndicatorResult
    indicator: Indicator
    is_comparable: bool = True

    @property
    def level(self) -> int:
        return max(self.result.meets, default=0)


def last_year_results(earlier: EarlierValues | None) -> dict[str, LastYear]:
    """Return the results of the cycle before by present indicator code, through the crosswalk."""
    if earlier is None:
        return {}
    results = area_level(earlier.edition, answers_of(earlier.values, earlier.edition)).indicators
    results_with_value = {result.code: result for result in results if result.value is not None}
    return {
        code: LastYear(
            earlier.year,
            results_with_value[origin.code],
            earlier.edition.by_code[origin.code],
            is_comparable=origin.relation == SAME,
        )
        for code, origin in earlier.origins.items()
        if origin.code in results_with_value
    }


def indicator_cards(
    aspect: Aspect,
    workspace: Mapping[str, Any],
    forms: Sequence[Any] = (),
    evidence: Mapping[str, IndicatorEvidence] | None = None,
    targets: Sequence[Target] = (),
) -> list[Card]:
    """Return one card for each indicator of an aspect.

    `workspace` is the context of `workspace_context()`; `forms`, if any, are in the order of the indicators.
    """
    returned_items = {item.code: item for item in workspace["returned_items"]}
    counts = workspace["thread_counts"]
    return [
        Card(
            indicator=indicator,
            entry_value=workspace["values"].get(indicator.code, NO_VALUE),
            result=workspace["results"][indicator.code],
            thresholds=level_thresholds(indicator, workspace["results"][indicator.code]),
            form=form,
            is_confirmed=indicator.code not in workspace["unconfirmed"],
            last_year=workspace["last_year"].get(indicator.code),
            evidence=(evidence or {}).get(indicator.code),
            targets=tuple(target for target in targets if target.code == indicator.code),
            audit=workspace["audit"].indicator_audits[indicator.code],
            counted=workspace["counted_results"][indicator.code],
            returned_item=returned_items.get(indicator.code),
            thread_count=counts.get(indicator.code, 0) if counts is not None else None,
            peer_range=workspace["warnings_and_peers"].peer_ranges.get(indicator.code),
            warnings=workspace["warnings_and_peers"].warnings.get(indicator.code, ()),
            note=workspace["notes"].get(indicator.code),
        )
        for indicator, form in zip(aspect.indicators, forms or [None] * len(aspect.indicators), strict=True)
    ]


def cards_by_dimension(
    workspace: Mapping[str, Any], edition: Framework
) -> list[tuple[Dimension, list[tuple[Aspect, list[Card]]]]]:
    """Return the cards by dimension and aspect; `workspace` is the context of `workspace_context()`."""
    return [
        (dimension, [(aspect, indicator_cards(aspect, workspace)) for aspect in dimension.aspects])
        for dimension in edition.dimensions
    ]


def entry_card_context(workspace: Mapping[str, Any], aspect: Aspect, form: ValueForm) -> dict[str, Any]:
    """Return the context of one indicator's card after a save, with all cards of its aspect.

    A save may raise warnings at the neighbouring indicators too.
    """
    aspect_cards = indicator_cards(aspect, workspace)
    card = next(card for card in aspect_cards if card.indicator == form.indicator)
    return {
        "card": replace(card, form=form),
        "cards": aspect_cards,
        "aspect": aspect,
        "level_met": max(card.result.meets, default=0),
    }


def with_typed_reasons(card: Card, typed: Mapping[str, str], problems: Mapping[str, str]) -> Card:
    """Return the card with the submitted reasons that were not stored in its reason fields.

    `typed` are the reasons by key of the warning, `problems` by the same keys the errors; a reason that was
    merely submitted beside a faulty one has no error.
    """
    warnings = [
        replace(
            shown_warning,
            typed=typed.get(shown_warning.warning.key),
            error=problems.get(shown_warning.warning.key, ""),
        )
        for shown_warning in card.warnings
    ]
    return replace(card, warnings=tuple(warnings))
