"""The what-if page: present values, assumed values and the level that follows from them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.entry.domain.values import EntryValue
from assessments.explanation.domain import explanation_of
from assessments.explanation.queries.cards import NO_VALUE, Card
from assessments.plans.domain import Assumption, WhatIf, what_if
from indicators.criteria.domain.framework import Dimension, Framework, Indicator
from indicators.criteria.domain.result import IndicatorResult


@dataclass(frozen=True, slots=True)
class WhatIfRow:
    """One indicator of the what-if page; `assumption` is None where the value was not changed."""

    card: Card
    present: IndicatorResult
    what_if_result: IndicatorResult
    form: Any
    assumption: Assumption | None

    @property
    def indicator(self) -> Indicator:
        return self.card.indicator


@dataclass(frozen=True, slots=True)
class WhatIfGroup:
    """The indicators of a dimension; `is_open` when one of them needs attention."""

    dimension: Dimension
    rows: tuple[WhatIfRow, ...]
    is_open: bool


def what_if_context(
    edition: Framework,
    present: Mapping[str, EntryValue],
    what_if_values: Mapping[str, EntryValue],
    forms: Mapping[str, Any],
    opened_codes: Collection[str] = (),
) -> dict[str, Any]:
    """Return the template context of the what-if page.

    `forms` are by indicator code. A dimension is open when it holds one of the codes `opened_codes`, an
    assumption, a form with errors, or an indicator that blocks the next level.
    """
    outcome = what_if(edition, present, what_if_values)
    rows = _rows(edition, present, forms, outcome)
    explanation = explanation_of(outcome.what_if_result, edition)
    open_codes = {*opened_codes, *(assumption.indicator.code for assumption in outcome.assumptions)}
    open_codes |= {code for code, form in forms.items() if form.errors}
    open_codes |= {blocker.indicator.code for blocker in explanation.blockers}
    return {
        "outcome": outcome,
        "what_if_explanation": explanation,
        "faulty_count": sum(bool(form.errors) for form in forms.values()),
        "groups": [
            WhatIfGroup(
                dimension,
                tuple(rows[indicator.code] for indicator in dimension.indicators),
                any(indicator.code in open_codes for indicator in dimension.indicators),
            )
            for dimension in edition.dimensions
        ],
    }


def _rows(
    edition: Framework, values: Mapping[str, EntryValue], forms: Mapping[str, Any], outcome: WhatIf
) -> dict[str, WhatIfRow]:
    assumptions = {assumption.indicator.code: assumption for assumption in outcome.assumptions}
    return {
        present_result.code: WhatIfRow(
            card=Card(
                edition.by_code[present_result.code],
                values.get(present_result.code, NO_VALUE),
                present_result,
                (),
            ),
            present=present_result,
            what_if_result=what_if_result,
            form=forms[present_result.code],
            assumption=assumptions.get(present_result.code),
        )
        for present_result, what_if_result in zip(
            outcome.present.indicators, outcome.what_if_result.indicators, strict=True
        )
    }
