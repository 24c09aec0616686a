"""How far the entering is, and what it still lacks."""

from collections.abc import Set
from dataclasses import dataclass

from assessments.workflow.models import Assessment
from assessments.workflow.queries import edition_of
from indicators.criteria.domain.framework import Aspect, Dimension, Framework


def missing_codes(assessment: Assessment) -> list[str]:
    """Return the codes of the indicators without an answer, in the order of the criteria."""
    answered = set(assessment.entries.filter(is_answered=True).values_list("indicator__code", flat=True))
    return [
        indicator.code for indicator in edition_of(assessment).indicators if indicator.code not in answered
    ]


def unconfirmed_codes(assessment: Assessment) -> set[str]:
    """Return the codes whose value was carried forward and is neither confirmed nor changed yet."""
    waiting = assessment.entries.filter(is_confirmed=False)
    return set(waiting.values_list("indicator__code", flat=True))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the indicators of a dimension or an aspect are, as numbers of indicators.

    `confirmed` have a value that somebody entered or confirmed this year, `carried` one of the year before
    that waits to be confirmed, `warned` a warning that waits for a reason.
    """

    criteria_part: Dimension | Aspect
    confirmed: int
    carried: int
    total: int
    warned: int
    aspects: "tuple[Progress, ...]" = ()

    @property
    def is_complete(self) -> bool:
        return self.confirmed == self.total

    @property
    def aspect_codes(self) -> list[str]:
        return [aspect.criteria_part.code for aspect in self.aspects]


def progress_of(
    edition: Framework, *, answered: Set[str], unconfirmed: Set[str], warned: Set[str]
) -> tuple[Progress, ...]:
    """Return the progress of each dimension with that of its aspects; the others are indicator codes."""

    def progress(part: Dimension | Aspect, aspects: tuple[Progress, ...] = ()) -> Progress:
        codes = {indicator.code for indicator in part.indicators}
        return Progress(
            criteria_part=part,
            confirmed=len(codes & answered - unconfirmed),
            carried=len(codes & unconfirmed),
            total=len(codes),
            warned=len(codes & warned),
            aspects=aspects,
        )

    return tuple(
        progress(dimension, tuple(progress(aspect) for aspect in dimension.aspects))
        for dimension in edition.dimensions
    )
