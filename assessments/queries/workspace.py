"""What the screens of one assessment show: its level and why, its indicators, its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from assessments import labels
from assessments.domain.entries import Given, is_answered
from assessments.domain.why import Chip, chips, why
from assessments.models import Assessment
from assessments.queries.entries import answers_of, edition_of, given_of
from assessments.queries.evidence import Proof
from assessments.queries.progress import progress_of
from ecotown.common import history
from indicators.domain.framework import Aspect, Framework, Indicator
from indicators.domain.result import IndicatorResult
from indicators.domain.scoring import area_level

NOTHING = Given()


def workspace(assessment: Assessment, given: Mapping[str, Given] | None = None) -> dict[str, object]:
    """The frame around every screen of an assessment: progress on the left, the level and why on the right.

    `assessment` comes from `with_level()`. The explanation is shown once the worker has stored the level
    of this revision; it is made from the same values by the same rule.
    """
    edition = edition_of(assessment)
    given = given_of(assessment) if given is None else given
    answered = {code for code, one in given.items() if is_answered(one, edition.by_code[code])}
    is_level_pending = assessment.computed_level is None
    result = area_level(edition, answers_of(given, edition))
    return {
        "assessment": assessment,
        "framework": assessment.cycle.framework,
        "progress": progress_of(edition, answered),
        "answered_count": len(answered),
        "unanswered": unanswered(edition, answered),
        "total_count": len(edition.indicators),
        "is_level_pending": is_level_pending,
        "why": None if is_level_pending else why(result, edition),
        "result": {one.code: one for one in result.indicators},
    }


@dataclass(frozen=True, slots=True)
class Card:
    """One indicator on the screen: its criteria, what was entered, what that is worth, its form."""

    indicator: Indicator
    given: Given
    result: IndicatorResult
    chips: tuple[Chip, ...]
    form: object = None
    proof: Proof | None = None

    @property
    def inputs(self) -> list[tuple[object, object]]:
        """The formula's inputs with the numbers entered for them."""
        return [(item, self.given.inputs.get(item.key)) for item in self.indicator.inputs]


def cards(
    aspect: Aspect,
    given: Mapping[str, Given],
    result: Mapping[str, IndicatorResult],
    forms: Sequence[object] = (),
    proofs: Mapping[str, Proof] | None = None,
) -> list[Card]:
    """One card for each indicator of an aspect; `forms` in the same order when they are shown."""
    return [
        Card(
            indicator=indicator,
            given=given.get(indicator.code, NOTHING),
            result=result[indicator.code],
            chips=chips(indicator, result[indicator.code]),
            form=form,
            proof=(proofs or {}).get(indicator.code),
        )
        for indicator, form in zip(aspect.indicators, forms or [None] * len(aspect.indicators), strict=True)
    ]


def unanswered(edition: Framework, answered: set[str]) -> list[tuple[Aspect, Indicator]]:
    """The indicators that still wait for an answer, each with the aspect whose page asks for it."""
    return [
        (aspect, indicator)
        for dimension in edition.dimensions
        for aspect in dimension.aspects
        for indicator in aspect.indicators
        if indicator.code not in answered
    ]


def neighbours(edition: Framework, code: str) -> dict[str, str | None]:
    """The codes of the aspects before and after `code`."""
    codes = [aspect.code for dimension in edition.dimensions for aspect in dimension.aspects]
    place = codes.index(code)
    return {
        "previous": codes[place - 1] if place else None,
        "following": codes[place + 1] if place + 1 < len(codes) else None,
    }


def aspect_url(assessment: Assessment, code: str) -> str:
    return reverse("assessments:aspect", args=[assessment.pk, code])


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the timeline; `codes` are the indicators and the file that it is about."""

    name: str
    label: str
    by: str
    at: object
    codes: tuple[str, ...]


def timeline(assessment: Assessment) -> list[Deed]:
    """What people did to the assessment, the newest first; two queries."""
    rows = history.rows_of(assessment.history_subject).reverse()
    return [
        Deed(
            name=row.name,
            label=labels.deed(row.name),
            by=str(row.by) if row.by else "",
            at=row.at,
            codes=(
                *row.data.get("changes", ()),
                *(row.data[key] for key in ("indicator", "name") if key in row.data),
            ),
        )
        for row in rows
    ]
