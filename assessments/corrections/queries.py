"""Corrections of published results, the corrected values, and questions of visitors."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from areas.models import TargetArea
from assessments.audit.queries.audits import audit_of, counted_values
from assessments.committee.models.resolutions import Resolution
from assessments.committee.queries import resolution_of
from assessments.corrections import domain
from assessments.corrections.domain import (
    OPEN_QUESTIONS,
    CorrectionFacts,
    CorrectionState,
    CorrectionTask,
    with_corrections,
)
from assessments.corrections.models import Correction, Question
from assessments.entry import words
from assessments.entry.domain.values import EntryValue, answers_of, from_plain
from assessments.entry.models import Entry
from assessments.entry.queries import entered_values_in
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment, AssessmentQuerySet
from assessments.workflow.queries import edition_of, is_entered_by
from ecotown.accounts.models import Role, User
from indicators.criteria.domain.framework import Framework, Indicator
from indicators.criteria.domain.scoring import area_level

# The visitor waits for an answer: a correction alone is none.
IS_OPEN = Q(state__in=OPEN_QUESTIONS) | Q(answer="")


@dataclass(frozen=True, slots=True)
class CorrectedIndicator:
    """One corrected indicator: the published value and the one that replaces it, in words."""

    indicator: Indicator
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ShownCorrection:
    """A correction as pages show it: its date, its indicators, and the levels before and after it.

    `former_level` and `computed_level` are computed, None while they are not; `granted_before` and
    `granted_level` granted. Before its decision the levels after it are those that it would bring.
    """

    correction: Correction
    lines: tuple[CorrectedIndicator, ...]
    former_level: int | None
    computed_level: int | None
    granted_before: int
    granted_level: int

    @property
    def on(self) -> datetime | None:
        return self.correction.decided_at

    @property
    def sentence(self) -> str:
        """Return in one sentence what it did to both levels; empty while they are not computed."""
        return self.correction.level_sentence(self.granted_before, self.granted_level)


def with_level_in_force(assessments: AssessmentQuerySet) -> AssessmentQuerySet:
    """Add the levels of `with_level`; `computed_level` is of the corrected values after a correction."""
    approved = Assessment.objects.filter(pk=OuterRef("pk"), corrections__state=CorrectionState.APPROVED)
    corrected = approved.order_by("-corrections__number").values("corrections__computed__level")[:1]
    return assessments.with_level().annotate(
        computed_level=Coalesce(Subquery(corrected), F("computed_level"))
    )


def all_corrections() -> QuerySet[Correction]:
    """Return all corrections with the related rows that `shown_correction` reads.

    `granted_then` is the level granted when it was decided, or now: the one after the decision.
    """
    then = Coalesce(OuterRef("decided_at"), Value(timezone.now()))
    in_force = Resolution.objects.filter(assessment=OuterRef("assessment"), recorded_at__lte=then)
    granted = in_force.order_by("-recorded_at", "-pk").values("granted_level")[:1]
    rows = Correction.objects.select_related(
        "assessment__cycle__framework",
        "assessment__resolution",
        "meeting",
        "resolution__replaces",
        "computed",
        "proposed_by",
        "decided_by",
        "question",
    )
    rows = rows.prefetch_related("errata__indicator", "errata__inputs")
    return _with_standing_reason(rows).annotate(granted_then=Subquery(granted))


def shown_correction(correction: Correction, edition: Framework) -> ShownCorrection:
    """Return a correction out of `all_corrections()` in words."""
    computed = getattr(correction, "computed", None)
    replaced = correction.resolution.replaces if correction.resolution else None
    before = replaced.granted_level if replaced else _annotated(correction).granted_then
    is_refused = correction.state == CorrectionState.REFUSED
    changed = None if is_refused else correction.granted_level
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
        former_level=computed.former_level if computed else None,
        computed_level=computed.level if computed else None,
        granted_before=before,
        granted_level=before if changed is None else changed,
    )


def corrections_after(question: Question) -> list[ShownCorrection]:
    """Return the approved corrections that a question led to, the oldest first; three queries."""
    rows = all_corrections().filter(question=question, state=CorrectionState.APPROVED).order_by("number")
    return [shown_correction(correction, edition_of(correction.assessment)) for correction in rows]


def corrections_since(assessment: Assessment, at: datetime) -> list[ShownCorrection]:
    """Return the approved corrections that were decided after `at`, the newest first; three queries."""
    return [shown for shown in approved_corrections(assessment) if shown.on is not None and shown.on > at]


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


def published_values_in(published: Sequence[Assessment]) -> dict[int, dict[str, EntryValue]]:
    """Return what `published_values` returns, by the id of each assessment; constant queries."""
    entered = entered_values_in(Entry.objects.filter(assessment__in=published))
    values = counted_values(
        published, {assessment.pk: entered.get(assessment.pk, {}) for assessment in published}
    )
    errata: dict[int, list[ShownCorrection]] = defaultdict(list)
    for shown in approved_corrections_in(published):
        errata[shown.correction.assessment_id].append(shown)
    return {
        assessment.pk: corrected_values(values[assessment.pk], errata[assessment.pk])
        for assessment in published
    }


def values_around(correction: Correction) -> tuple[dict[str, EntryValue], dict[str, EntryValue]]:
    """Return the values that count before this correction, after those approved before it, and with it."""
    is_applied = Q(state=CorrectionState.APPROVED, number__lt=correction.number) | Q(pk=correction.pk)
    applied = all_corrections().filter(is_applied, assessment=correction.assessment).order_by("number")
    *earlier, own = _by_code(applied)
    former = with_corrections(audit_of(correction.assessment).audited, earlier)
    return former, with_corrections(former, [own])


def level_with(assessment: Assessment, values: Mapping[str, EntryValue]) -> int:
    """Return the level that the published values with these corrected `values` have; nothing is stored."""
    edition = edition_of(assessment)
    counted = with_corrections(published_values(assessment), [values])
    return area_level(edition, answers_of(counted, edition)).level


def facts_of(correction: Correction) -> CorrectionFacts:
    """Return what decides who does what about a correction out of one of these queries."""
    computed = getattr(correction, "computed", None)
    resolution = resolution_of(correction.assessment)
    is_same = computed is not None and computed.level == computed.former_level
    return CorrectionFacts(
        proposed_by=correction.proposed_by_id,
        recommended_by=correction.assessment.recommended_by_id,
        state=correction.state,
        computed_level=computed.level if computed else None,
        is_failed=bool(correction.level_error),
        granted_level=(
            resolution.granted_level if correction.granted_level is None else correction.granted_level
        ),
        standing_reason=_annotated(correction).standing_reason if is_same else "",
        reason=correction.level_reason,
        has_meeting=correction.meeting is not None,
        is_meeting_closed=correction.meeting is not None and correction.meeting.is_closed,
    )


def corrections_waiting_for(user: User) -> list[tuple[Correction, CorrectionTask]]:
    """Return the proposed corrections, each with what this administrator does about it, the oldest first.

    Neither who proposed a correction nor who acted for the province decides on it. One query.
    """
    entered = Assessment.objects.filter(is_entered_by(user))
    related = ("assessment__resolution", "computed", "meeting", "question")
    rows = open_corrections().exclude(assessment__in=entered).select_related(*related)
    tasks = ((correction, domain.task_of(user.pk, facts_of(correction))) for correction in rows)
    return [(correction, task) for correction, task in tasks if task is not None]


def questions_waiting_for(user: User) -> QuerySet[Question]:
    """Return the questions that this administrator takes or answers, the promised day first.

    A question that another administrator deals with waits for that person, as long as they can.
    """
    able = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).values("pk")
    is_own = Q(handled_by__isnull=True) | Q(handled_by=user) | ~Q(handled_by__in=able)
    rows = Question.objects.filter(IS_OPEN & is_own)
    return rows.select_related("assessment__area__province", "assessment__cycle", "indicator").order_by(
        "answer_by", "asked_at"
    )


def _with_standing_reason(rows: QuerySet[Correction]) -> QuerySet[Correction]:
    """Add `standing_reason`, the reason of the last approved correction before, else of the resolution."""
    before = Correction.objects.filter(
        assessment=OuterRef("assessment"), number__lt=OuterRef("number"), state=CorrectionState.APPROVED
    )
    last_reason = before.order_by("-number").values("level_reason")[:1]
    return rows.annotate(standing_reason=Coalesce(Subquery(last_reason), "assessment__resolution__reason"))


def open_corrections() -> QuerySet[Correction]:
    """Return the corrections that wait for their decision, the oldest first."""
    waiting = Correction.objects.filter(state=CorrectionState.PROPOSED).order_by("proposed_at")
    related = ("assessment__area__province", "assessment__cycle", "proposed_by")
    return _with_standing_reason(waiting.select_related(*related))


def visitor_questions(state: str = "") -> QuerySet[Question]:
    """Return the questions of visitors, of one state if named: open ones by their date, then the newest.

    `is_unanswered` tells the open ones.
    """
    rows = Question.objects.filter(state=state) if state else Question.objects.all()
    return (
        rows.annotate(is_unanswered=IS_OPEN)
        .alias(promised=Case(When(IS_OPEN, then=F("answer_by"))))
        .select_related("assessment__area__province", "assessment__cycle", "indicator", "handled_by")
        .order_by(F("promised").asc(nulls_last=True), "-asked_at")
    )


def question_by_code(code: str) -> Question | None:
    """Return the question with this reference number, None without one; no query for an impossible one."""
    if not domain.is_question_code(code):
        return None
    related = ("assessment__area__province", "assessment__cycle__framework", "indicator")
    return Question.objects.select_related(*related).filter(code=code).first()


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


def _annotated(correction: Correction) -> Any:
    """Return a correction out of one of these queries, whose annotations no type names."""
    return correction
