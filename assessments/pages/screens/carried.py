"""The values carried forward of one dimension, each with its evidence of last year and of this one."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from assessments.entry.domain.values import plain
from assessments.entry.queries import CarriedValue
from assessments.evidence.models import Citation
from assessments.evidence.queries import IndicatorEvidence, citations_of
from assessments.explanation.queries.cards import Card
from assessments.pages.screens.assessment import AssessmentPage
from indicators.criteria.domain.framework import Aspect, Dimension


@dataclass(frozen=True, slots=True)
class CarriedRow:
    """A value carried forward: waiting to be confirmed, or confirmed without a change.

    `seen` is the value as JSON, with which the officer confirms it. `overtaken` says that someone else had
    changed it when the officer wanted to.
    """

    aspect: Aspect
    card: Card
    carried: CarriedValue
    seen: str
    cited_before: tuple[Citation, ...]
    evidence: IndicatorEvidence
    is_ticked: bool
    is_overtaken: bool

    @property
    def missing(self) -> list[str]:
        """The expected evidence that no file of this year is cited for."""
        return [item for item, is_cited in self.evidence.expected if not is_cited]


@dataclass(frozen=True, slots=True)
class CarriedDimension:
    """A dimension with the number of its values that wait to be confirmed."""

    dimension: Dimension
    waiting: int


@dataclass(frozen=True)
class CarriedPage:
    """What the page of one dimension shows; `ticked` and `overtaken` are codes."""

    page: AssessmentPage
    dimension: Dimension
    ticked: Collection[str] = ()
    overtaken: Collection[str] = ()

    @property
    def dimensions(self) -> list[CarriedDimension]:
        return [
            CarriedDimension(part.criteria_part, part.carried)
            for part in self.page.progress
            if part.criteria_part == self.dimension or self._is_carried(part.criteria_part)
        ]

    @property
    def following(self) -> Dimension | None:
        """The next dimension with a value that waits, after the last the first; None without one."""
        dimensions = [part.criteria_part for part in self.page.progress]
        waiting = {part.criteria_part.code for part in self.page.progress if part.carried}
        position = dimensions.index(self.dimension)
        in_turn = [*dimensions[position + 1 :], *dimensions[:position]]
        return next((dimension for dimension in in_turn if dimension.code in waiting), None)

    @cached_property
    def rows(self) -> list[CarriedRow]:
        """The values carried forward and not changed since, in the order of the criteria."""
        carried = self.page.entries.carried
        evidence = self.page.evidence_of(self.page.edition)
        return [
            CarriedRow(
                aspect=aspect,
                card=self.page.saved_card(indicator),
                carried=carried[indicator.code],
                seen=json.dumps(plain(self.page.values[indicator.code])),
                cited_before=self._cited_before(indicator.code),
                evidence=evidence[indicator.code],
                is_ticked=indicator.code in self.ticked,
                is_overtaken=indicator.code in self.overtaken,
            )
            for aspect in self.dimension.aspects
            for indicator in aspect.indicators
            if indicator.code in carried
        ]

    @property
    def changed_meanwhile(self) -> list[tuple[Aspect, Card]]:
        """The values that someone else has changed, so that there is nothing left to confirm."""
        carried = self.page.entries.carried
        return [
            (aspect, self.page.saved_card(indicator))
            for aspect, indicator in self.page.with_aspects(self.overtaken)
            if indicator.code not in carried
        ]

    @property
    def waiting(self) -> list[CarriedRow]:
        return [row for row in self.rows if not row.carried.is_confirmed]

    @cached_property
    def _citations_before(self) -> Sequence[Citation]:
        earlier = self.page.earlier
        return citations_of(earlier.assessment) if earlier and earlier.assessment else []

    def _cited_before(self, code: str) -> tuple[Citation, ...]:
        """Return what was cited last year for the indicator from which `code` comes."""
        origin = self.page.earlier.origins.get(code) if self.page.earlier else None
        return tuple(
            citation
            for citation in self._citations_before
            if origin is not None and citation.indicator.code == origin.code
        )

    def _is_carried(self, dimension: Dimension) -> bool:
        codes = {indicator.code for indicator in dimension.indicators}
        return bool(codes & self.page.entries.carried.keys())


def first_waiting_dimension(page: AssessmentPage) -> Dimension | None:
    """Return the first dimension with a value that waits to be confirmed; None without one."""
    return next((part.criteria_part for part in page.progress if part.carried), None)
