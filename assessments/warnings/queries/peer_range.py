"""Published values of the other areas, for the indicators of an assessment."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from assessments.audit.domain import VerdictKind
from assessments.audit.queries.audits import Audit, audits_in
from assessments.corrections.domain import CorrectionState
from assessments.corrections.queries import ShownCorrection, approved_corrections_in, corrected_values
from assessments.entry.models import Entry
from assessments.entry.queries import entered_values_in
from assessments.warnings.domain.peer_range import PeerRange, peer_range_of
from assessments.warnings.domain.warnings import VALUE, numbers_of
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from assessments.workflow.queries import edition_of
from indicators.criteria.domain.framework import Framework
from indicators.plausibility.domain import Plausibility

OVERRIDDEN = {VerdictKind.ADJUST, VerdictKind.REFUSE}


@dataclass(frozen=True, slots=True)
class Peers:
    """The values of other areas by indicator code, and what was replaced of the last published values.

    `replaced` are the codes of the values that a verdict or a correction ever replaced, by assessment id.
    """

    ranges: Mapping[str, PeerRange] = field(default_factory=dict)
    replaced: Mapping[int, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Published:
    """The last published values of the areas: by indicator code and area id; see `Peers` for `replaced`."""

    edition: Framework
    values: Mapping[str, Mapping[int, Fraction]]
    replaced: Mapping[int, frozenset[str]]


def peers_of(assessment: Assessment, settings: Plausibility) -> Peers:
    """Return the values of the other areas.

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
        return Peers()
    key = (cycle.framework_id, cycle.framework.checksum, cycle.is_demonstration, *state.values())
    ranges = _peer_ranges(key, assessment.area_id, settings.minimum_areas, settings.spread)
    return Peers(ranges, _published_values(key).replaced)


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
    published = _published_values(key)
    ranges = {
        code: peer_range_of(
            [value for area_pk, value in by_area.items() if area_pk != area],
            published.edition.by_code[code],
            minimum_areas=minimum_areas,
            spread=spread,
        )
        for code, by_area in published.values.items()
    }
    return {code: peer_range for code, peer_range in ranges.items() if peer_range}


@lru_cache(maxsize=8)
def _published_values(key: tuple[Any, ...]) -> _Published:
    """Return the values of the last published assessment of each area.

    Published values are the audited ones with every approved correction. They are cached under a key that
    changes with each publication and correction.
    """
    framework, _checksum, is_demonstration, *_state = key
    rows = _published(framework, is_demonstration=is_demonstration).order_by("cycle__year")
    last_by_area = {assessment.area_id: assessment for assessment in rows.select_related("cycle__framework")}
    edition = edition_of(next(iter(last_by_area.values())))
    values: dict[str, dict[int, Fraction]] = defaultdict(dict)
    replaced = {}
    for assessment, audit, errata in _audited(list(last_by_area.values())):
        corrected = {erratum.indicator.code for shown in errata for erratum in shown.lines}
        overridden = {
            code
            for code, indicator_audit in audit.indicator_audits.items()
            if any(verdict.kind in OVERRIDDEN for verdict in indicator_audit.verdicts)
        }
        replaced[assessment.pk] = frozenset(corrected | overridden)
        for code, value in corrected_values(audit.audited, errata).items():
            number = numbers_of(value, edition.by_code[code]).get(VALUE)
            if number is not None:
                values[code][assessment.area_id] = number
    return _Published(edition, values, replaced)


def _audited(published: list[Assessment]) -> Iterator[tuple[Assessment, Audit, list[ShownCorrection]]]:
    """Yield each assessment with its audit and its approved corrections."""
    values = entered_values_in(Entry.objects.filter(assessment__in=published))
    audits = audits_in(published, {assessment.pk: values.get(assessment.pk, {}) for assessment in published})
    errata = approved_corrections_in(published)
    for assessment in published:
        own_errata = [
            shown_correction
            for shown_correction in errata
            if shown_correction.correction.assessment_id == assessment.pk
        ]
        yield assessment, audits[assessment.pk], own_errata
