"""What the other areas published, for the indicators of an assessment."""

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from django.db.models import Count, Max, Q, QuerySet

from assessments.domain.corrections import Decision
from assessments.domain.others import Peers, peers_of
from assessments.domain.warnings import VALUE, numbers_of
from assessments.domain.workflow import Status
from assessments.models import Assessment, Entry
from assessments.queries.audits import audits_of
from assessments.queries.corrections import corrected, errata_in
from assessments.queries.entries import edition_of, given_in
from indicators.domain.framework import Framework
from indicators.domain.plausibility import Plausibility


def other_areas(assessment: Assessment, settings: Plausibility) -> Mapping[str, Peers]:
    """The other areas by indicator code; one query while nothing is published or corrected anew.

    Made-up values stand beside made-up ones only.
    """
    cycle = assessment.cycle
    state = _published(cycle.framework_id, is_demonstration=cycle.is_demonstration).aggregate(
        count=Count("pk", distinct=True),
        last=Max("published_at"),
        corrections=Count("corrections", filter=Q(corrections__state=Decision.APPROVED), distinct=True),
    )
    if state["count"] < settings.minimum_areas:
        return {}
    key = (cycle.framework_id, cycle.framework.checksum, cycle.is_demonstration, *state.values())
    return _peers(key, assessment.area_id, settings.minimum_areas, settings.spread)


def _published(framework: int, *, is_demonstration: bool) -> QuerySet:
    return Assessment.objects.filter(
        status=Status.PUBLISHED,
        cycle__framework=framework,
        cycle__is_demonstration=is_demonstration,
    )


@lru_cache(maxsize=256)
def _peers(key: tuple, area: int, minimum_areas: int, spread: Fraction) -> dict[str, Peers]:
    edition, values = _published_values(key)
    found = {
        code: peers_of(
            [value for other, value in by_area.items() if other != area],
            edition.by_code[code],
            minimum_areas=minimum_areas,
            spread=spread,
        )
        for code, by_area in values.items()
    }
    return {code: peers for code, peers in found.items() if peers}


@lru_cache(maxsize=8)
def _published_values(key: tuple) -> tuple[Framework, dict[str, dict[int, Fraction]]]:
    """The value of each area by indicator code, out of its last published assessment of the edition.

    What was published: audited, with every approved correction. Kept in memory under a key that says what
    is published and corrected, because that never changes.
    """
    framework, _checksum, is_demonstration, *_state = key
    rows = _published(framework, is_demonstration=is_demonstration).order_by("cycle__year")
    last = {one.area_id: one for one in rows.select_related("cycle__framework")}
    edition = edition_of(next(iter(last.values())))
    values: dict[str, dict[int, Fraction]] = defaultdict(dict)
    for assessment, counted in _counted(list(last.values())):
        for code, given in counted.items():
            value = numbers_of(given, edition.by_code[code]).get(VALUE)
            if value is not None:
                values[code][assessment.area_id] = value
    return edition, dict(values)


def _counted(published: list[Assessment]):
    """Each assessment with what counts for its published level."""
    given = given_in(Entry.objects.filter(assessment__in=published))
    audits = audits_of(published, {one.pk: given.get(one.pk, {}) for one in published})
    errata = errata_in(published)
    for one in published:
        own = [notice for notice in errata if notice.correction.assessment_id == one.pk]
        yield one, corrected(audits[one.pk].audited, own)
