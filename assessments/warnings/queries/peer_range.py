"""Published values of the other areas, for the indicators of an assessment."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Value

from assessments.audit.domain import VerdictKind
from assessments.audit.queries.audits import Audit, audits_in
from assessments.corrections.domain import CorrectionState
from assessments.corrections.queries import ShownCorrection, approved_corrections_in, corrected_values
from assessments.entry.models import Entry
from assessments.entry.queries import entered_values_in
from assessments.past_years import queries as past_years
from assessments.past_years.models import PastYear
from assessments.warnings.domain.peer_range import PeerRange, peer_range_of
from assessments.warnings.domain.warnings import VALUE, numbers_of
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from indicators.criteria.domain.framework import Framework as Edition
from indicators.editions.models import Framework
from indicators.editions.queries import editions
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
    """The last published values of the areas: by indicator code and area id; see `Peers` for `replaced`.

    An area that has published none stands with those of its last loaded year; it is one of `loaded`.
    """

    edition: Edition
    values: Mapping[str, Mapping[int, Fraction]]
    replaced: Mapping[int, frozenset[str]]
    loaded: frozenset[int] = frozenset()


def peers_of(assessment: Assessment, settings: Plausibility) -> Peers:
    """Return the values of the other areas.

    One query unless an assessment was published or corrected, or a year loaded, since the last call.
    Demonstration data is compared with demonstration data only.
    """
    cycle = assessment.cycle
    state = _state(cycle.framework_id, is_demonstration=cycle.is_demonstration)
    if sum(count for _kind, count, *_rest in state) < settings.minimum_areas:
        return Peers()
    key = (cycle.framework_id, cycle.framework.checksum, cycle.is_demonstration, *state)
    ranges = _peer_ranges(key, assessment.area_id, settings.minimum_areas, settings.spread)
    return Peers(ranges, _published_values(key).replaced)


def _state(framework: int, *, is_demonstration: bool) -> list[tuple[Any, ...]]:
    """Return what changes with each publication, correction and loaded year; one query.

    These are rows of a kind, the number of assessments or loaded years, the time of the last one, and the
    number of approved corrections.
    """
    approved = Q(corrections__state=CorrectionState.APPROVED)
    published = (
        _published(framework, is_demonstration=is_demonstration)
        .order_by()
        .values("status")
        .annotate(
            rows=Count("pk", distinct=True),
            last=Max("published_at"),
            approved=Count("corrections", filter=approved, distinct=True),
        )
        .values_list("status", "rows", "last", "approved")
    )
    loaded = (
        _loaded(framework, is_demonstration=is_demonstration)
        .order_by()
        .annotate(kind=Value("loaded"))
        .values("kind")
        .annotate(rows=Count("pk"), last=Max("loaded_at"), approved=Value(0))
        .values_list("kind", "rows", "last", "approved")
    )
    return sorted(published.union(loaded, all=True))


def _loaded(framework: int, *, is_demonstration: bool) -> QuerySet[PastYear]:
    """Return the loaded years of an edition, none for demonstrations: what is loaded is not made up."""
    rows = PastYear.objects.filter(framework=framework)
    return rows.none() if is_demonstration else rows


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
            loaded=len(published.loaded & by_area.keys() - {area}),
        )
        for code, by_area in published.values.items()
    }
    return {code: peer_range for code, peer_range in ranges.items() if peer_range}


@lru_cache(maxsize=8)
def _published_values(key: tuple[Any, ...]) -> _Published:
    """Return the values of the last published assessment of each area, else of its last loaded year.

    Published values are the audited ones with every approved correction. They are cached under a key that
    changes with each publication, correction and loaded year.
    """
    framework, _checksum, is_demonstration, *_state = key
    rows = _published(framework, is_demonstration=is_demonstration).order_by("cycle__year")
    last_by_area = {assessment.area_id: assessment for assessment in rows.select_related("cycle__framework")}
    edition = editions.edition_of(Framework.objects.get(pk=framework))
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
    years = _loaded(framework, is_demonstration=is_demonstration).exclude(area__in=last_by_area)
    loaded_by_area = {past_year.area_id: past_year.pk for past_year in years.order_by("year")}
    loaded_values = past_years.values_in(loaded_by_area.values())
    for area, past_year in loaded_by_area.items():
        for code, value in loaded_values.get(past_year, {}).items():
            number = numbers_of(value, edition.by_code[code]).get(VALUE)
            if number is not None:
                values[code][area] = number
    return _Published(edition, values, replaced, frozenset(loaded_by_area))


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
