"""Why an area has its level, in full: every condition, every number, and what moved it since."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from assessments import labels
from assessments.domain.entries import answers_of, is_answered
from assessments.domain.movement import Movement, movement, read_snapshot
from assessments.domain.why import chips, why
from assessments.models import Assessment
from assessments.queries.audits import audit_of
from assessments.queries.corrections import corrected, errata_of
from assessments.queries.entries import edition_of, given_of
from assessments.queries.workspace import NOTHING, Card
from ecotown.common import history
from ecotown.common.templatetags.thai import short_date
from indicators import queries as criteria
from indicators.domain.crosswalk import SAME
from indicators.domain.framework import Aspect, Dimension, Framework, LevelRule
from indicators.domain.result import DimensionResult, LevelResult, Result
from indicators.domain.scoring import area_level

# The steps at which a revision is worth comparing with: the values stood still for a while.
MILESTONES = ("submitted", "resubmitted", "passed", "recommended")


@dataclass(frozen=True, slots=True)
class LevelLine:
    """One level with its numbers: those of each dimension, None where nothing counts, and of all."""

    rule: LevelRule
    result: LevelResult
    dimensions: tuple[tuple[Dimension, DimensionResult | None], ...]


def report_of(assessment: Assessment) -> dict[str, object]:
    """The whole explanation of the level from the values that count, audited ones where there are any."""
    edition = edition_of(assessment)
    given = given_of(assessment)
    counting = corrected(audit_of(assessment, given).audited, errata_of(assessment))
    result = area_level(edition, answers_of(counting, edition))
    results = {one.code: one for one in result.indicators}
    return {
        "why": why(result, edition),
        "level_lines": level_lines(edition, result),
        "table": [
            (dimension, [(aspect, _cards(aspect, counting, results)) for aspect in dimension.aspects])
            for dimension in edition.dimensions
        ],
        "adjusted": {code: given.get(code, NOTHING) for code in counting if _differs(code, counting, given)},
        "edition": edition,
        "answered_count": sum(is_answered(one, edition.by_code[code]) for code, one in given.items()),
        "total_count": len(edition.indicators),
    }


def level_lines(edition: Framework, result: Result) -> list[LevelLine]:
    """Each level of the edition with its numbers, the lowest first."""
    return [
        LevelLine(rule, level, tuple((one, shares.get(one.code)) for one in edition.dimensions))
        for rule, level in zip(edition.levels, result.levels, strict=True)
        for shares in [{one.code: one for one in level.dimensions}]
    ]


def comparisons_of(assessment: Assessment, others, *, with_steps: bool) -> list[tuple[str, str]]:
    """What the level can be compared with, as (key, words): other years, then steps of this one.

    `others` are the assessments that may be told of; of them those of the same area are offered.
    """
    years = others.filter(area_id=assessment.area_id, computed_levels__isnull=False).exclude(pk=assessment.pk)
    found = {
        str(year): gettext("Fiscal year %(year)s") % {"year": year}
        for year in years.order_by("-cycle__year").values_list("cycle__year", flat=True).distinct()
    }
    if not with_steps:
        return list(found.items())
    stored = set(assessment.computed_levels.values_list("revision", flat=True)) - {assessment.revision}
    for row in history.rows_of(assessment.history_subject).filter(name__in=MILESTONES).reverse():
        if row.data.get("revision") in stored:
            found.setdefault(f"r{row.data['revision']}", f"{labels.deed(row.name)} {short_date(row.at)}")
    return list(found.items())


def movement_since(assessment: Assessment, key: str) -> Movement | None:
    """What moved the level since `key`, one of `comparisons_of`; None while a level is not computed.

    Another year is compared through the crosswalk of the editions.
    """
    now = _document(assessment.computed_levels.filter(revision=assessment.revision))
    names, changed = {}, set()
    if key.startswith("r"):
        before = _document(assessment.computed_levels.filter(revision=int(key[1:])))
    else:
        other = Assessment.objects.select_related("cycle__framework").get(
            area_id=assessment.area_id, cycle__year=int(key)
        )
        before = _document(other.computed_levels)
        origins = criteria.origins_between(assessment.cycle.framework, other.cycle.framework)
        names = {origin.code: code for code, origin in origins.items() if origin.code}
        changed = {code for code, origin in origins.items() if origin.relation != SAME}
    if now is None or before is None:
        return None
    return movement(read_snapshot(before).renamed(names), read_snapshot(now), changed_codes=changed)


def compared(assessment: Assessment, comparisons, key: str | None) -> dict[str, object]:
    """What a page shows of a comparison; the first one that is offered unless `key` names another."""
    offered = dict(comparisons)
    chosen = key if key in offered else next(iter(offered), None)
    return {
        "comparisons": comparisons,
        "since": chosen,
        "since_words": offered.get(chosen, ""),
        "movement": movement_since(assessment, chosen) if chosen else None,
    }


def _document(computed) -> Mapping[str, object] | None:
    """The newest of these stored explanations, that of the audited values if there is one."""
    row = computed.order_by("-revision").first()
    return row and (row.audited_explanation or row.explanation)


def _cards(aspect: Aspect, counting, results) -> list[Card]:
    return [
        Card(
            indicator=indicator,
            given=counting.get(indicator.code, NOTHING),
            result=results[indicator.code],
            chips=chips(indicator, results[indicator.code]),
        )
        for indicator in aspect.indicators
    ]


def _differs(code, counting, given) -> bool:
    return counting[code] != given.get(code, NOTHING)
