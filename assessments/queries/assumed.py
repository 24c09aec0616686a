"""What the page of the what-if shows: the present values, the assumed ones, and what follows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from assessments.domain.entries import Given
from assessments.domain.plans import Assumption, WhatIf, what_if
from assessments.domain.why import why
from assessments.queries.workspace import NOTHING, Card
from indicators.domain.framework import Dimension, Framework, Indicator
from indicators.domain.result import IndicatorResult


@dataclass(frozen=True, slots=True)
class AssumedRow:
    """One indicator of the sandbox; `assumption` is None where nothing was changed."""

    card: Card
    present: IndicatorResult
    assumed: IndicatorResult
    form: object
    assumption: Assumption | None

    @property
    def indicator(self) -> Indicator:
        return self.card.indicator

    @property
    def present_level(self) -> int:
        return max(self.present.meets, default=0)

    @property
    def assumed_level(self) -> int:
        return max(self.assumed.meets, default=0)


@dataclass(frozen=True, slots=True)
class AssumedGroup:
    """The indicators of a dimension; open where there is something to see."""

    dimension: Dimension
    rows: tuple[AssumedRow, ...]
    is_open: bool


def sandbox(
    edition: Framework,
    present: Mapping[str, Given],
    assumed: Mapping[str, Given],
    forms: Mapping[str, object],
    looked_at: Collection[str] = (),
) -> dict[str, object]:
    """The context of the page. `forms` by code; the dimensions of the codes `looked_at` are open."""
    outcome = what_if(edition, present, assumed)
    rows = _rows(edition, present, forms, outcome)
    explained = why(outcome.assumed, edition)
    of_interest = {*looked_at, *(one.indicator.code for one in outcome.assumptions)}
    of_interest |= {code for code, form in forms.items() if form.errors}
    of_interest |= {blocker.indicator.code for blocker in explained.blockers}
    return {
        "outcome": outcome,
        "assumed_why": explained,
        "faulty_count": sum(bool(form.errors) for form in forms.values()),
        "groups": [
            AssumedGroup(
                dimension,
                tuple(rows[one.code] for one in dimension.indicators),
                any(one.code in of_interest for one in dimension.indicators),
            )
            for dimension in edition.dimensions
        ],
    }


def _rows(edition: Framework, present, forms, outcome: WhatIf) -> dict[str, AssumedRow]:
    assumptions = {one.indicator.code: one for one in outcome.assumptions}
    return {
        now.code: AssumedRow(
            card=Card(edition.by_code[now.code], present.get(now.code, NOTHING), now, ()),
            present=now,
            assumed=then,
            form=forms[now.code],
            assumption=assumptions.get(now.code),
        )
        for now, then in zip(outcome.present.indicators, outcome.assumed.indicators, strict=True)
    }
