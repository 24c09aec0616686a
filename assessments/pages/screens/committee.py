"""Meetings of the committee, their agendas, and the screen of one area in a meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from areas.models import PublishedLevel
from assessments.audit.models.comments import Thread
from assessments.audit.queries.assignments import participants_of
from assessments.audit.queries.audits import IndicatorAudit
from assessments.committee import domain, words
from assessments.committee.domain import Outcome, Person
from assessments.committee.models.meetings import AgendaItem, Meeting
from assessments.committee.models.minutes import Minutes
from assessments.committee.models.resolutions import Resolution
from assessments.committee.queries import check_meeting, check_withdrawing, resolutions_at, roster_of
from assessments.entry.words import entry_in_words
from assessments.evidence.models import Evidence
from assessments.explanation.domain import Condition, Explanation
from assessments.pages.screens.assessment import AssessmentPage
from assessments.pages.screens.audit_list import bulk_counts
from assessments.pages.screens.my_work import listed_assessments
from assessments.pages.words import refusal
from assessments.past_years.models import PastYear
from assessments.workflow.domain import Participants, Status, WorkflowError
from assessments.workflow.models import Assessment
from assessments.workflow.queries import is_entered_by
from ecotown.accounts.models import User
from indicators.criteria.domain.framework import Indicator


def agenda_of(meeting: Meeting, user: User) -> list[AgendaItem]:
    """Return the agenda items of a meeting in order; three queries.

    Each has its listed assessment, and as `resolution` what this meeting granted, None when nothing.
    """
    items = list(meeting.items.all())
    assessments = {
        assessment.pk: assessment
        for assessment in listed_assessments(user).filter(agenda_items__meeting=meeting)
    }
    resolutions = resolutions_at(meeting)
    for item in items:
        item.assessment = assessments[item.assessment_id]
        item.resolution = resolutions.get(item.assessment_id)
    return items


def recommended_assessments(user: User) -> QuerySet[Assessment]:
    """Return the assessments recommended to the committee, on an agenda or not, the oldest first."""
    waiting = listed_assessments(user).filter(status=Status.COMMITTEE)
    return waiting.order_by("cycle__year", "recommended_at", "area__key")


def not_on_agenda(user: User) -> QuerySet[Assessment]:
    """Return the assessments recommended to the committee and on no agenda yet, the oldest first."""
    listed = AgendaItem.objects.filter(assessment=OuterRef("pk"), outcome=Outcome.WAITING)
    return recommended_assessments(user).filter(~Exists(listed))


def granted_assessments(user: User) -> QuerySet[Assessment]:
    """Return the assessments granted and not published yet, the oldest decision first.

    Those for which the user acted as an officer wait for another administrator.
    """
    rows = listed_assessments(user).filter(~is_entered_by(user), status=Status.GRANTED)
    return rows.order_by("resolution__recorded_at", "pk")


def meetings() -> QuerySet[Meeting]:
    """Return every meeting with `item_count` and `waiting_count`, the newest first."""
    waiting = Count("items", filter=Q(items__outcome=Outcome.WAITING))
    return Meeting.objects.annotate(item_count=Count("items"), waiting_count=waiting).order_by("-date", "-pk")


def minutes_context(files: Sequence[Minutes]) -> dict[str, Any]:
    """Return the template context of the files of the minutes that the user can have."""
    return {
        "files": files,
        "is_waiting_for_minutes": any(minutes.is_waiting for minutes in files),
        "has_new_minutes": any(minutes.is_ready for minutes in files),
    }


def record_context(meeting: Meeting) -> dict[str, Any]:
    """Return the template context of what the minutes hold: roster, texts, and why they cannot be closed."""
    people = roster_of(meeting)
    groups = [
        (title, [person for person in people if person.attendance == attendance])
        for attendance, title in words.ROSTER_TITLES.items()
    ]
    texts = meeting.texts.values()
    return {
        "rosters": [(title, group) for title, group in groups if group],
        "text_count": sum(bool(text) for text in texts),
        "text_total": len(texts),
        "closing_refusal": closing_refusal(meeting, people),
    }


def closing_refusal(meeting: Meeting, people: Sequence[Person]) -> str:
    """Return why the meeting cannot be closed now, in words; empty when it can."""
    try:
        domain.check_closing(
            is_closed=meeting.is_closed, is_held=meeting.is_held, has_times=meeting.has_times, people=people
        )
    except WorkflowError as error:
        return refusal(error.code)
    return ""


@dataclass(frozen=True, slots=True)
class AdjustedIndicator:
    """An indicator whose audited value differs from the one entered: both values and the reason, in words."""

    indicator: Indicator
    entered: str
    audited: str
    reason: str


@dataclass(frozen=True, slots=True)
class ResolutionStatement:
    """What is to be recorded about an assessment, as the person confirms it.

    `mark` changes with everything that was read: what was confirmed is what is recorded.
    """

    assessment: Assessment
    meeting: Meeting | None
    granted_level: int
    reason: str

    @property
    def mark(self) -> str:
        decided = f"{self.assessment.revision}:{self.assessment.computed_level}:{self.granted_level}"
        return f"{decided}:{self.meeting.number}:{self.meeting.date}" if self.meeting else decided

    @property
    def is_different(self) -> bool:
        return self.granted_level != self.assessment.computed_level

    @property
    def difference_words(self) -> str:
        computed = self.assessment.computed_level
        return words.difference(self.granted_level - (self.granted_level if computed is None else computed))


@dataclass(frozen=True, slots=True)
class AgendaStatement:
    """The areas that get their computed levels together; `refusals` say why one cannot, empty when it can."""

    items: list[AgendaItem]
    refusals: list[str]

    @property
    def lines(self) -> list[tuple[AgendaItem, str]]:
        return list(zip(self.items, self.refusals, strict=True))

    @property
    def is_refused(self) -> bool:
        return any(self.refusals)

    @property
    def mark(self) -> str:
        levels = ((item.assessment_id, item.assessment.computed_level) for item in self.items)
        return ",".join(f"{pk}:{level}" for pk, level in levels)


@dataclass(frozen=True, slots=True)
class PreviousLevel:
    """The level of an area before this cycle: granted in the portal, or published before it with `source`.

    `is_loaded` says that it comes from a loaded year, which the portal has not assessed.
    """

    level: int
    year: int
    source: str = ""
    is_loaded: bool = False


def agenda_statement(meeting: Meeting, user: User) -> AgendaStatement:
    """Return what recording the computed levels of the whole agenda means; constant queries."""
    items = [item for item in agenda_of(meeting, user) if item.is_waiting]
    return AgendaStatement(items, [_refusal_of_computed(item.assessment, meeting, user) for item in items])


def _refusal_of_computed(assessment: Assessment, meeting: Meeting, user: User) -> str:
    """Return why the computed level of an assessment cannot be granted at the meeting now, in words."""
    try:
        domain.check_open(is_closed=meeting.is_closed)
        check_meeting(assessment, meeting)
        participants = Participants(recommended_by=assessment.recommended_by_id)
        domain.check_recording(user.pk, participants, computed_level=assessment.computed_level)
    except WorkflowError as error:
        return refusal(error.code)
    return ""


def may_withdraw_resolution(user: User, assessment: Assessment) -> bool:
    """Return whether the user can withdraw the resolution in force now, as one recorded wrongly."""
    if assessment.status != Status.GRANTED or assessment.resolution is None:
        return False
    try:
        check_withdrawing(assessment, assessment.resolution.meeting, by=user)
    except WorkflowError:
        return False
    return user.has_perm("assessments.withdraw_resolution", assessment)


def meeting_screen_context(meeting: Meeting, assessment: Assessment) -> dict[str, Any]:
    """Return the template context of the meeting screen of one area, with its neighbours on the agenda.

    Raises AgendaItem.DoesNotExist when the assessment is not on the agenda of this meeting.
    """
    items = list(_with_counts(meeting.items.select_related("assessment__area")))
    assessment_pks = [item.assessment_id for item in items]
    if assessment.pk not in assessment_pks:
        raise AgendaItem.DoesNotExist
    position = assessment_pks.index(assessment.pk)
    page, resolutions = AssessmentPage(assessment), _resolutions_of_area(assessment)
    return {
        **page.context(),
        "meeting": meeting,
        "item": items[position],
        "place": position + 1,
        "item_count": len(items),
        "previous": items[position - 1] if position else None,
        "following": items[position + 1] if position + 1 < len(items) else None,
        "adjusted": [
            _adjusted(page.edition.by_code[code], audit)
            for code, audit in page.audit.indicator_audits.items()
            if audit.is_overridden
        ],
        "bulk_counts": bulk_counts(page.audit),
        "warned_cards": [
            page.saved_card(indicator) for indicator in page.edition.indicators if page.warnings_of(indicator)
        ],
        "failing": _failing(page.explanation),
        "open_threads": items[position].open_threads,
        "evidence_count": items[position].evidence_count,
        "previous_level": _previous_level(assessment, resolutions),
        "resolution": _resolution_at(meeting, assessment, resolutions),
        "withdrawn": [
            resolution
            for resolution in resolutions
            if resolution.assessment_id == assessment.pk and resolution.withdrawn_at
        ],
        "reconsiderations": list(assessment.reconsiderations.select_related("meeting", "replied_by")),
    }


def resolution_refusal(user: User, item: AgendaItem, page: AssessmentPage) -> str:
    """Return why the user cannot record a resolution on the assessment, in words; empty when they can.

    `item` is its place on the agenda of the meeting on the screen.
    """
    assessment, meeting = page.assessment, item.meeting
    judged = ((verdict.stage, verdict.given_by_id) for verdict in page.audit.verdicts)
    try:
        if assessment.status != Status.COMMITTEE:
            raise WorkflowError("not-now")
        domain.check_open(is_closed=meeting.is_closed)
        check_meeting(assessment, meeting if item.outcome == Outcome.WAITING else None)
        participants = participants_of(assessment, judged)
        domain.check_recording(user.pk, participants, computed_level=assessment.computed_level)
    except WorkflowError as error:
        return refusal(error.code)
    return ""


def _adjusted(indicator: Indicator, indicator_audit: IndicatorAudit) -> AdjustedIndicator:
    verdict = indicator_audit.overriding
    return AdjustedIndicator(
        indicator,
        entry_in_words(indicator_audit.entered, indicator),
        entry_in_words(indicator_audit.audited, indicator),
        verdict.reason if verdict else "",
    )


def _failing(explanation: Explanation | None) -> list[Condition]:
    """Return the unmet conditions of the next level; none at the top level or while it is computed."""
    if explanation is None or explanation.next_rule is None:
        return []
    level = explanation.levels[explanation.next_rule.level - 1]
    return [condition for condition in level.conditions if not condition.holds]


def _with_counts(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    """Annotate how many threads of each assessment are open, and how many files of evidence it has."""
    threads = Thread.objects.filter(assessment=OuterRef("assessment"), settled_at__isnull=True)
    evidence = Evidence.objects.filter(assessment=OuterRef("assessment"), removed_at__isnull=True)
    return items.annotate(open_threads=_count_of(threads), evidence_count=_count_of(evidence))


def _count_of(rows: QuerySet[Any]) -> Coalesce:
    counts = rows.order_by().values("assessment").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counts), 0)


def _resolutions_of_area(assessment: Assessment) -> list[Resolution]:
    """Return the resolutions on the area up to this cycle, withdrawn and replaced ones too, oldest first."""
    rows = Resolution.objects.filter(
        assessment__area_id=assessment.area_id, assessment__cycle__year__lte=assessment.cycle.year
    )
    related = ("assessment__cycle", "meeting", "withdrawn_by")
    return list(rows.select_related(*related).order_by("assessment__cycle__year", "pk"))


def _resolution_at(
    meeting: Meeting, assessment: Assessment, resolutions: Sequence[Resolution]
) -> Resolution | None:
    """Return what the meeting granted first, out of the resolutions on the area; None when nothing."""
    return next(
        (
            resolution
            for resolution in resolutions
            if (resolution.assessment_id, resolution.meeting_id) == (assessment.pk, meeting.pk)
            and not (resolution.withdrawn_at or resolution.replaces_id)
        ),
        None,
    )


def _previous_level(assessment: Assessment, resolutions: Sequence[Resolution]) -> PreviousLevel | None:
    """Return the newest level of the area before this cycle, with one query.

    Of one year it is that granted in the portal, else the published one, else that of a loaded year.
    `resolutions` are those of the area, the oldest first.
    """
    earlier = {"area_id": assessment.area_id, "year__lt": assessment.cycle.year}
    columns = ("year", "source", "is_loaded")
    published = PublishedLevel.objects.filter(**earlier).order_by().annotate(is_loaded=Value(value=False))
    loaded = PastYear.objects.filter(**earlier, granted_level__isnull=False).order_by()
    loaded_levels = loaded.annotate(is_loaded=Value(value=True)).values_list("granted_level", *columns)
    rows = published.values_list("level", *columns).union(loaded_levels, all=True)
    levels = [PreviousLevel(*row) for row in sorted(rows, key=lambda row: not row[3])]
    levels += [
        PreviousLevel(resolution.granted_level, resolution.assessment.cycle.year)
        for resolution in resolutions
        if resolution.assessment_id != assessment.pk and not resolution.withdrawn_at
    ]
    return max(enumerate(levels), key=lambda pair: (pair[1].year, pair[0]), default=(0, None))[1]
