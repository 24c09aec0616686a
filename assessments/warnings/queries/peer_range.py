"""Published values of the other areas, for the indicators of an assessment."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from assessments.audit.queries.audits import audits_in
from assessments.corrections.domain import CorrectionState
from assessments.corrections.queries import approved_corrections_in, corrected_values
from assessments.entry.domain.values import EntryValue
from assessments.entry.models import Entry
from assessments.entry.queries import entered_values_in
from assessments.warnings.domain.peer_range import PeerRange, peer_range_of
from assessments.warnings.domain.warnings import VALUE, numbers_of
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from assessments.workflow.queries import edition_of
from indicators.criteria.domain.framework import Framework
from indicators.plausibility.domain import Plausibility


def peer_ranges(assessment: Assessment, settings: Plausibility) -> Mapping[str, PeerRange]:
    """Return the values of the other areas, by indicator code.

    One query unless an assessment was published or corrected since the last call. Demonstration data is
    compared with demonstration data only.
    """
    cycle = assessment.cycle
    state = _published(cycle.framework_id, is_demonstration=cycle.is_demonstration).aggregate(
        count=Count("pk", distinct=True),
        last=Max("published_at"),
        corrections=Count(
            "corrections", filter=Q(corrections__state=CorrectionState.APPROVED), distinct=True
        ),
    )
    if state["count"] < settings.minimum_areas:
        return {}
    key = (cycle.framework_id, cycle.framework.checksum, cycle.is_demonstration, *state.values())
    return _peer_ranges(key, assessment.area_id, settings.minimum_areas, settings.spread)


def _published(framework: int, *, is_demonstration: bool) -> QuerySet[Assessment]:
    return Assessment.objects.filter(
        status=Status.PUBLISHED,
        cycle__framework=framework,
        cycle__is_demonstration=is_demonstration,
    )


@lru_cache(maxsize=256)
def _peer_ranges(
    key: tuple[Any, ...], area: int, minimum_areas: int, spread: Fraction
) -> dict[str, PeerRange]:
    edition, values = _published_values(key)
    ranges = {
        code: peer_range_of(
            [value for area_pk, value in by_area.items() if area_pk != area],
            edition.by_code[code],
            minimum_areas=minimum_areas,
            spread=spread,
        )
        for code, by_area in values.items()
    }
    return {code: peer_range for code, peer_range in ranges.items() if peer_range}


@lru_cache(maxsize=8)
def _published_values(key: tuple[Any, ...]) -> tuple[Framework, dict[str, dict[int, Fraction]]]:
    """Return the edition and the value of each area by indicator code, of its last published assessment.

    Published values are the audited ones with every approved correction. They are cached under a key that
    changes with each publication and correction.
    """
    framework, _checksum, is_demonstration, *_state = key
    rows = _published(framework, is_demonstration=is_demonstration).order_by("cycle__year")
    last_by_area = {assessment.area_id: assessment for assessment in rows.select_related("cycle__framework")}
    edition = edition_of(next(iter(last_by_area.values())))
    values: dict[str, dict[int, Fraction]] = defaultdict(dict)
    for assessment, counted in _counted(list(last_by_area.values())):
        for code, value in counted.items():
            number = numbers_of(value, edition.by_code[code]).get(VALUE)
            if number is not None:
                values[code][assessment.area_id] = number
    return edition, dict(values)


def _counted(published: list[Assessment]) -> Iterator[tuple[Assessment, dict[str, EntryValue]]]:
    """Yield each assessment with the values that its published level counts."""
    values = entered_values_in(Entry.objects.filter(assessment__in=published))
    audits = audits_in(published, {assessment.pk: values.get(assessment.pk, {}) for assessment in published})
    errata = approved_corrections_in(published)
    for assessment in published:
        own_errata = [
            shown_correction
            for shown_correction in errata
            if shown_correction.correction.assessment_id == assessment.pk
        ]
        yield assessment, corrected_values(audits[assessment.pk].audited, own_errata)
