"""The page of the basic data of an area: its shared quantities and where they are used."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from assessments.entry.domain.quantities import (
    QuantityUse,
    differing_uses,
    open_quantities,
    uses_of,
)
from assessments.entry.models import QuantityEntry
from assessments.entry.queries import earlier_quantities, quantity_entries
from assessments.pages.screens.assessment import AssessmentPage
from assessments.workflow.queries import aspect_of
from indicators.criteria.domain.framework import Aspect, Quantity


@dataclass(frozen=True, slots=True)
class QuantityLine:
    """A shared quantity with its entry, its number of the cycle before, and the inputs that use it.

    `entry` and `earlier` are None where there is none. Each use stands beside its aspect.
    """

    quantity: Quantity
    entry: QuantityEntry | None
    earlier: Decimal | None
    uses: tuple[tuple[Aspect | None, QuantityUse], ...]
    is_open: bool

    @property
    def is_unconfirmed(self) -> bool:
        return self.entry is not None and not self.entry.is_confirmed

    @property
    def differing_count(self) -> int:
        return sum(use.differs for _aspect, use in self.uses)


@dataclass(frozen=True, slots=True)
class FollowerChoice:
    """An input that may follow a changed quantity; it is chosen beforehand when it had the same number."""

    use: QuantityUse
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FollowerQuestion:
    """The question which inputs follow a changed quantity; those of `others` cannot.

    Without `choices` it only tells which keep their number.
    """

    quantity: Quantity
    old: Decimal | None
    new: Decimal
    choices: tuple[FollowerChoice, ...]
    others: tuple[QuantityUse, ...]

    @property
    def uses(self) -> tuple[QuantityUse, ...]:
        """Return all inputs that hold another number."""
        return (*(choice.use for choice in self.choices), *self.others)


@dataclass(frozen=True)
class BasicDataPage(AssessmentPage):
    """What the page of the basic data shows of an assessment besides."""

    @cached_property
    def quantity_entries(self) -> Mapping[str, QuantityEntry]:
        """The entries of the shared quantities typed so far, by key."""
        return quantity_entries(self.assessment)

    @cached_property
    def open_keys(self) -> frozenset[str]:
        """The quantities that can be changed now."""
        return open_quantities(self.edition, self.unlocked) if self.assessment.is_editable else frozenset()

    @cached_property
    def lines(self) -> list[QuantityLine]:
        earlier = earlier_quantities(self.earlier, self.edition)
        return [
            QuantityLine(
                quantity=quantity,
                entry=self.quantity_entries.get(quantity.key),
                earlier=earlier.get(quantity.key),
                uses=tuple(
                    (aspect_of(self.edition, use.indicator.code), use)
                    for use in self._uses(quantity, self.quantities.get(quantity.key))
                ),
                is_open=quantity.key in self.open_keys,
            )
            for quantity in self.edition.quantities
        ]

    @property
    def numbers_seen(self) -> dict[str, Decimal | None]:
        """The numbers of all inputs that are shared quantities, by their place."""
        return {str(use.spot): use.number for line in self.lines for _aspect, use in line.uses}

    def questions(self, changed: Mapping[str, Decimal | None]) -> list[FollowerQuestion]:
        """Return what is asked before the quantities `changed` are stored: inputs that hold other numbers."""
        return [
            question
            for quantity in self.edition.quantities
            if (number := changed.get(quantity.key)) is not None
            and (question := self._question(quantity, number)).uses
        ]

    def _question(self, quantity: Quantity, number: Decimal) -> FollowerQuestion:
        old = self.quantities.get(quantity.key)
        uses = self._uses(quantity, number)
        return FollowerQuestion(
            quantity=quantity,
            old=old,
            new=number,
            choices=tuple(FollowerChoice(use, use.number == old) for use in differing_uses(uses)),
            others=tuple(use for use in uses if use.differs and not use.can_follow),
        )

    def _uses(self, quantity: Quantity, number: Decimal | None) -> list[QuantityUse]:
        return uses_of(self.edition, quantity.key, self.values, number, self.unlocked)
