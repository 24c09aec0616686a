"""Corrections of published results, the corrected values, and questions of visitors."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from areas.models import TargetArea
from assessments.audit.queries.audits import audit_of
from assessments.corrections.domain import OPEN_QUESTIONS, CorrectionState, with_corrections
from assessments.corrections.models import Correction, Question
from assessments.entry import words
from assessments.entry.domain.values import EntryValue, from_plain
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment, AssessmentQuerySet
from assessments.workflow.queries import edition_of
from indicators.criteria.domain.framework import Framework, Indicator


@dataclass(frozen=True, slots=True)
class CorrectedIndicator:
    """One corrected indicator: the published value and the one that replaces it, in words."""

    indicator: Indicator
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ShownCorrection:
    """A correction as pages show it: its date, its indicators and the level it replaced."""

    correction: Correction
    lines: tuple[CorrectedIndicator, ...]

    @property
    def on(self) -> datetime | None:
        return self.correction.decided_at

    @property
    def old_level(self) -> int | None:
        """Return the granted level that the correction replaced; None when the level did not change."""
        resolution = self.correction.resolution
        replaced = resolution.replaces if resolution else None
        return replaced.granted_level if replaced else None


def with_level_in_force(assessments: AssessmentQuerySet) -> AssessmentQuerySet:
    """Add the levels of `with_level`; `computed_level` is of the corrected values after a correction."""
    approved = Assessment.objects.filter(pk=OuterRef("pk"), corrections__state=CorrectionState.APPROVED)
    corrected = approved.order_by("-corrections__number").values("corrections__computed__level")[:1]
    return assessments.with_level().annotate(
        computed_level=Coalesce(Subquery(corrected), F("computed_level"))
    )


def all_corrections() -> QuerySet[Correction]:
    """Return all corrections with the related rows that `shown_correction` reads."""
    return Correction.objects.select_related(
        "assessment__cycle__framework",
        "meeting",
        "resolution__replaces",
        "computed",
        "proposed_by",
        "decided_by",
        "question",
    ).prefetch_related("errata__indicator", "errata__inputs")


def shown_correction(correction: Correction, edition: Framework) -> ShownCorrection:
    """Return a correction out of `all_corrections()` in words."""
    return ShownCorrection(
        correction,
        tuple(
            CorrectedIndicator(
                indicator := edition.by_code[erratum.indicator.code],
                words.entry_in_words(from_plain(erratum.old), indicator),
                words.entry_in_words(erratum.corrected_value, indicator),
            )
            for erratum in correction.errata.all()
        ),
    )


def approved_corrections(assessment: Assessment) -> list[ShownCorrection]:
    """Return the approved corrections of an assessment, the newest first; three queries at most."""
    return approved_corrections_in([assessment] if assessment.status == Status.PUBLISHED else [])


def approved_corrections_in(published: Collection[Assessment]) -> list[ShownCorrection]:
    """Return the approved corrections of assessments, the newest year first; three queries at most.

    Within a year the highest number comes first.
    """
    if not published:
        return []
    approved = all_corrections().filter(assessment__in=published, state=CorrectionState.APPROVED)
    rows = approved.order_by("-assessment__cycle__year", "-number")
    return [shown_correction(correction, edition_of(correction.assessment)) for correction in rows]


def corrected_values(
    values: Mapping[str, EntryValue], errata: Sequence[ShownCorrection]
) -> dict[str, EntryValue]:
    """Return the audited `values` with the approved corrections out of `approved_corrections` applied."""
    return with_corrections(values, _by_code(erratum.correction for erratum in reversed(errata)))


def published_values(assessment: Assessment) -> dict[str, EntryValue]:
    """Return the values that the published level counts: audited, with every approved correction."""
    return corrected_values(audit_of(assessment).audited, approved_corrections(assessment))


def values_if_approved(correction: Correction) -> dict[str, EntryValue]:
    """Return the values that would count if this correction were approved, after those approved before it."""
    is_applied = Q(state=CorrectionState.APPROVED, number__lt=correction.number) | Q(pk=correction.pk)
    applied = all_corrections().filter(is_applied, assessment=correction.assessment).order_by("number")
    return with_corrections(audit_of(correction.assessment).audited, _by_code(applied))


def open_corrections() -> QuerySet[Correction]:
    """Return the corrections that wait for their decision, the oldest first."""
    waiting = Correction.objects.filter(state=CorrectionState.PROPOSED).order_by("proposed_at")
    return waiting.select_related("assessment__area__province", "assessment__cycle", "proposed_by")


def visitor_questions(state: str = "") -> QuerySet[Question]:
    """Return the questions of visitors, of one state if named; the open ones first, then the newest."""
    rows = Question.objects.filter(state=state) if state else Question.objects.all()
    return (
        rows.annotate(is_open=Q(state__in=OPEN_QUESTIONS))
        .select_related("assessment__area__province", "assessment__cycle", "indicator", "handled_by")
        .order_by("-is_open", "-asked_at")
    )


def matching_questions(questions: QuerySet[Question], values: Mapping[str, Any]) -> QuerySet[Question]:
    """Return the questions that the filters in `values` leave over, those of a `QuestionListForm`."""
    questions = questions.filter(assessment__area__in=TargetArea.objects.matching(values))
    return questions.filter(assessment__cycle__year=values["year"]) if "year" in values else questions


def shown_questions(assessments: Iterable[Assessment]) -> QuerySet[Question]:
    """Return the questions whose answer is shown to the public, the newest first; one query."""
    shown = Question.objects.filter(assessment__in=assessments, is_shown=True)
    return shown.select_related("assessment__cycle", "indicator").order_by("-handled_at")


def published_assessments(area: TargetArea) -> list[Assessment]:
    """Return the published assessments of an area, the newest first; visitors may ask about these."""
    assessments = Assessment.objects.filter(area=area, status=Status.PUBLISHED)
    return list(
        assessments.select_related("cycle__framework", "resolution__meeting").order_by("-cycle__year")
    )


def newest_assessment(area: TargetArea) -> Assessment | None:
    """Return the newest assessment of an area, published or not; None when there is none."""
    assessments = Assessment.objects.filter(area=area).select_related("cycle__framework")
    return assessments.order_by("-cycle__year").first()


def _by_code(corrections_in_order: Iterable[Correction]) -> list[dict[str, EntryValue]]:
    """Return the corrected values of each correction by indicator code."""
    return [
        {erratum.indicator.code: erratum.corrected_value for erratum in correction.errata.all()}
        for correction in corrections_in_order
    ]
