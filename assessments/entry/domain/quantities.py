"""Shared quantities of an assessment: the inputs that use them, and which of these follow a change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from assessments.entry.domain.values import EntryValue, entry_faults
from assessments.workflow.domain import WorkflowError
from indicators.criteria.domain.framework import FormulaInput, Framework, Indicator
from indicators.plausibility.domain import Spot

NO_VALUE = EntryValue()


class Obstacle(StrEnum):
    """Why an input cannot follow its shared quantity."""

    NOT_APPLICABLE = "not-applicable"
    LOCKED = "locked"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityUse:
    """An input that is a shared quantity: its own number and the shared one, None where there is none.

    `obstacle` says why it could not take the shared number.
    """

    indicator: Indicator
    formula_input: FormulaInput
    number: Decimal | None
    shared: Decimal | None
    obstacle: Obstacle | None

    @property
    def spot(self) -> Spot:
        return Spot(self.indicator.code, self.formula_input.key)

    @property
    def is_equal(self) -> bool:
        return self.number is not None and self.number == self.shared

    @property
    def differs(self) -> bool:
        """Whether both numbers are there and not the same."""
        return self.number is not None and self.shared is not None and self.number != self.shared

    @property
    def can_follow(self) -> bool:
        return self.shared is not None and self.number != self.shared and self.obstacle is None


def with_shared_number(entry_value: EntryValue, key: str, shared: Decimal) -> EntryValue:
    """Return the entry value with the shared number in its input `key`."""
    return replace(entry_value, inputs={**entry_value.inputs, key: shared})


def uses_of(
    edition: Framework,
    quantity: str,
    values: Mapping[str, EntryValue],
    shared: Decimal | None,
    unlocked: Collection[str] | None = None,
) -> list[QuantityUse]:
    """Return the inputs that are the shared quantity with this key, in the order of the edition.

    `values` are the values entered by indicator code; `unlocked` the codes that can be changed, None for all.
    """
    return [
        use_of(
            indicator,
            formula_input,
            values.get(indicator.code, NO_VALUE),
            shared,
            is_locked=unlocked is not None and indicator.code not in unlocked,
        )
        for indicator, formula_input in edition.inputs_of(quantity)
    ]


def use_of(
    indicator: Indicator,
    formula_input: FormulaInput,
    entry_value: EntryValue,
    shared: Decimal | None,
    *,
    is_locked: bool = False,
) -> QuantityUse:
    """Return how one input uses its shared quantity."""
    return QuantityUse(
        indicator=indicator,
        formula_input=formula_input,
        number=entry_value.inputs.get(formula_input.key),
        shared=shared,
        obstacle=_obstacle(indicator, formula_input.key, entry_value, shared, is_locked=is_locked),
    )


def _obstacle(
    indicator: Indicator, key: str, entry_value: EntryValue, shared: Decimal | None, *, is_locked: bool
) -> Obstacle | None:
    if entry_value.not_applicable:
        return Obstacle.NOT_APPLICABLE
    if is_locked:
        return Obstacle.LOCKED
    if shared is not None and entry_faults(with_shared_number(entry_value, key, shared), indicator):
        return Obstacle.IMPOSSIBLE
    return None


def following_values(
    edition: Framework,
    values: Mapping[str, EntryValue],
    quantities: Mapping[str, Decimal],
    *,
    filled: Collection[str],
    followers: Collection[Spot] = (),
    unlocked: Collection[str] | None = None,
) -> dict[str, EntryValue]:
    """Return the values that change, by indicator code, when inputs follow their shared quantities.

    These are the empty inputs of the quantities `filled`, as far as they can take the number, and the chosen
    `followers`. Raises WorkflowError("cannot-follow") with the codes of the followers that cannot, or that
    are no input of a quantity with a number; nothing follows then.
    """
    followed: dict[str, EntryValue] = {}
    refused = dict.fromkeys(followers, True)
    for key, shared in quantities.items():
        # A second quantity of the same indicator finds what followed the first.
        for use in uses_of(edition, key, {**values, **followed}, shared, unlocked):
            is_filled = key in filled and use.number is None
            if use.spot in refused:
                refused[use.spot] = use.obstacle is not None
            if use.can_follow and (is_filled or use.spot in refused):
                code = use.indicator.code
                present = followed.get(code, values.get(code, NO_VALUE))
                followed[code] = with_shared_number(present, use.formula_input.key, shared)
    if codes := [spot.code for spot, is_refused in refused.items() if is_refused]:
        raise WorkflowError("cannot-follow", codes)
    return followed


def open_quantities(edition: Framework, unlocked: Collection[str] | None) -> frozenset[str]:
    """Return the keys of the quantities that can be changed: in a return those of a returned indicator."""
    return frozenset(
        formula_input.quantity
        for indicator in edition.indicators
        if unlocked is None or indicator.code in unlocked
        for formula_input in indicator.inputs
        if formula_input.quantity
    )


def differing_uses(uses: Iterable[QuantityUse]) -> list[QuantityUse]:
    """Return the uses with another number than the shared one that could follow it."""
    return [use for use in uses if use.differs and use.can_follow]
