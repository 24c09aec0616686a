"""The full explanation of a level: every condition and number, and the change since another year or step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from assessments.audit.queries.audits import audit_of
from assessments.corrections.queries import ShownCorrection, approved_corrections, corrected_values
from assessments.entry.domain.values import EntryValue, answers_of
from assessments.entry.queries import entered_values
from assessments.explanation.domain import (
    GrantedLevel,
    LevelChange,
    explanation_of,
    level_change_of,
    level_thresholds,
    read_snapshot,
)
from assessments.explanation.queries.cards import NO_VALUE, Card
from assessments.history import words
from assessments.past_years import queries as past_years
from assessments.past_years.models import PastYear
from assessments.workflow.events import MILESTONES
from assessments.workflow.models import Assessment, ComputedLevel
from assessments.workflow.queries import edition_of
from ecotown.common.history import recording
from ecotown.common.thai.formats import short_date
from indicators.criteria.domain.framework import Aspect, Dimension, Framework, Indicator, LevelRule
from indicators.criteria.domain.result import AreaResult, DimensionResult, IndicatorResult, LevelResult
from indicators.criteria.domain.result_document import result_document
from indicators.criteria.domain.scoring import area_level
from indicators.crosswalks import queries
from indicators.crosswalks.domain.origins import SAME

LOADED = "loaded-"  # before the year, in the key of a loaded one


@dataclass(frozen=True, slots=True)
class LevelLine:
    """One level with its totals and those of each dimension, None where no indicator counts.

    `gates` are the indicators that must be met and are not.
    """

    rule: LevelRule
    result: LevelResult
    dimensions: tuple[tuple[Dimension, DimensionResult | None], ...]
    gates: tuple[Indicator, ...]


def explanation_context(assessment: Assessment) -> dict[str, Any]:
    """Return the template context of the full explanation, from the audited and corrected values."""
    edition = edition_of(assessment)
    entered = entered_values(assessment)
    corrections = approved_corrections(assessment)
    counted = corrected_values(audit_of(assessment, entered).audited, corrections)
    result = area_level(edition, answers_of(counted, edition))
    results = {indicator_result.code: indicator_result for indicator_result in result.indicators}
    return {
        "explanation": explanation_of(result, edition),
        "granted": _granted_level(assessment, edition, result, corrections),
        "level_lines": level_lines(edition, result),
        "table": [
            (dimension, [(aspect, _cards(aspect, counted, results)) for aspect in dimension.aspects])
            for dimension in edition.dimensions
        ],
        "adjusted": {
            code: entered.get(code, NO_VALUE) for code in counted if _differs(code, counted, entered)
        },
        "edition": edition,
    }


def counted_values(assessment: Assessment) -> dict[str, EntryValue]:
    """Return the values by which the level is computed: audited, and corrected after the publication."""
    audited = audit_of(assessment, entered_values(assessment)).audited
    return corrected_values(audited, approved_corrections(assessment))


def _granted_level(
    assessment: Assessment,
    edition: Framework,
    result: AreaResult,
    corrections: Sequence[ShownCorrection],
) -> GrantedLevel | None:
    """Return what the committee granted beside what is computed; None before its resolution.

    After a correction, whose newest comes first, its reason explains the difference.
    """
    resolution = assessment.resolution
    if resolution is None:
        return None
    newest = corrections[0].correction if corrections else None
    return GrantedLevel(
        level=resolution.granted_level,
        rule=edition.levels[resolution.granted_level - 1] if resolution.granted_level else None,
        computed=result.level,
        reason=(newest.level_reason if newest else "") or resolution.reason,
        is_corrected=newest is not None,
    )


def level_lines(edition: Framework, result: AreaResult) -> list[LevelLine]:
    """Return each level of the edition with its totals, the lowest first."""
    return [
        LevelLine(
            rule,
            level,
            tuple((dimension, shares.get(dimension.code)) for dimension in edition.dimensions),
            tuple(edition.by_code[code] for code in level.gates_unmet),
        )
        for rule, level in zip(edition.levels, result.levels, strict=True)
        for shares in [{share.code: share for share in level.dimensions}]
    ]


def comparison_choices(
    assessment: Assessment, visible_assessments: QuerySet[Assessment], *, with_steps: bool
) -> list[tuple[str, str]]:
    """Return what the level can be compared with, as (key, words): other years, then steps of this year.

    With the steps there are also the years that were loaded with a value of every indicator, marked as not
    assessed: both are for those who work on the assessment, and for no visitor.
    `visible_assessments` are the assessments that the reader may see; those of the same area are offered.
    """
    years = visible_assessments.filter(area_id=assessment.area_id, computed_levels__isnull=False).exclude(
        pk=assessment.pk
    )
    comparisons = {
        str(year): gettext("Fiscal year %(year)s") % {"year": year}
        for year in years.order_by("-cycle__year").values_list("cycle__year", flat=True).distinct()
    }
    if not with_steps:
        return list(comparisons.items())
    comparisons |= {
        f"{LOADED}{loaded.year}": gettext("Fiscal year %(year)s (loaded, not assessed in the portal)")
        % {"year": loaded.year}
        for loaded in past_years.complete_years(assessment)
    }
    stored_revisions = set(assessment.computed_levels.values_list("revision", flat=True)) - {
        assessment.revision
    }
    for row in recording.events_of(assessment.history_subject).filter(name__in=MILESTONES).reverse():
        if row.data.get("revision") in stored_revisions:
            comparisons.setdefault(
                f"r{row.data['revision']}", f"{words.event_label(row.name)} {short_date(row.at)}"
            )
    return list(comparisons.items())


def level_change_since(assessment: Assessment, key: str) -> LevelChange | None:
    """Return the change of the level since `key` of `comparison_choices`; None while a level is not computed.

    Another year is compared through the crosswalk of the editions.
    """
    current = _document(assessment.computed_levels.filter(revision=assessment.revision))
    new_codes, changed_codes = {}, set()
    if key.startswith(LOADED):
        return _change_since_loaded(assessment, current, int(key.removeprefix(LOADED)))
    if key.startswith("r"):
        earlier = _document(assessment.computed_levels.filter(revision=int(key[1:])))
    else:
        other_assessment = Assessment.objects.select_related("cycle__framework").get(
            area_id=assessment.area_id, cycle__year=int(key)
        )
        earlier = _document(other_assessment.computed_levels)
        origins = queries.origins_between(assessment.cycle.framework, other_assessment.cycle.framework)
        new_codes = {origin.code: code for code, origin in origins.items() if origin.code}
        changed_codes = {code for code, origin in origins.items() if origin.relation != SAME}
    if current is None or earlier is None:
        return None
    return level_change_of(
        read_snapshot(earlier).with_codes(new_codes), read_snapshot(current), changed_codes=changed_codes
    )


def _change_since_loaded(
    assessment: Assessment, current: Mapping[str, object] | None, year: int
) -> LevelChange | None:
    """Return the change since a loaded year, whose level is computed anew from its values."""
    past_year = PastYear.objects.select_related("framework").get(area_id=assessment.area_id, year=year)
    if current is None:
        return None
    past_result = past_years.result_of(past_year)
    origins = queries.origins_between(assessment.cycle.framework, past_year.framework)
    new_codes = {origin.code: code for code, origin in origins.items() if origin.code}
    changed_codes = {code for code, origin in origins.items() if origin.relation != SAME}
    earlier = read_snapshot(result_document(past_result.result, past_result.edition))
    return level_change_of(earlier.with_codes(new_codes), read_snapshot(current), changed_codes=changed_codes)


def comparison_context(
    assessment: Assessment, comparisons: Sequence[tuple[str, str]], key: str | None
) -> dict[str, Any]:
    """Return the template context of the comparison `key`, or of the first one when `key` is not offered."""
    offered = dict(comparisons)
    since = key if key in offered else next(iter(offered), None)
    return {
        "comparisons": comparisons,
        "since": since,
        "since_words": offered[since] if since else "",
        "level_change": level_change_since(assessment, since) if since else None,
    }


def _document(computed: QuerySet[ComputedLevel]) -> Mapping[str, object] | None:
    """Return the newest stored explanation, that of the audited values if there is one; None without any."""
    row = computed.order_by("-revision").first()
    return (row.audited_explanation or row.explanation) if row else None


def _cards(
    aspect: Aspect, counted: Mapping[str, EntryValue], results: Mapping[str, IndicatorResult]
) -> list[Card]:
    return [
        Card(
            indicator=indicator,
            entry_value=counted.get(indicator.code, NO_VALUE),
            result=results[indicator.code],
            thresholds=level_thresholds(indicator, results[indicator.code]),
        )
        for indicator in aspect.indicators
    ]


def _differs(code: str, counted: Mapping[str, EntryValue], entered: Mapping[str, EntryValue]) -> bool:
    return counted[code] != entered.get(code, NO_VALUE)
