"""Meetings of the committee, their agendas, and the screen of one area in a meeting."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from assessments.audit.queries.assignments import participants_of
from assessments.audit.queries.audits import IndicatorAudit
from assessments.committee import domain
from assessments.committee.domain import Outcome
from assessments.committee.models import AgendaItem, Meeting, Resolution
from assessments.committee.queries import check_meeting
from assessments.entry.words import entry_in_words
from assessments.explanation.domain import Condition, Explanation
from assessments.pages.screens.assessment import AssessmentPage
from assessments.pages.screens.audit_list import bulk_counts
from assessments.pages.screens.my_work import listed_assessments
from assessments.pages.words import refusal
from assessments.workflow.domain import Status, WorkflowError
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User
from indicators.criteria.domain.framework import Indicator


def agenda_of(meeting: Meeting, user: User) -> list[AgendaItem]:
    """Return the agenda items of a meeting in order, each with its listed assessment; two queries."""
    items = list(meeting.items.all())
    assessments = {
        assessment.pk: assessment
        for assessment in listed_assessments(user).filter(agenda_items__meeting=meeting)
    }
    for item in items:
        item.assessment = assessments[item.assessment_id]
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
    """Return the assessments granted and not published yet, the oldest decision first."""
    return listed_assessments(user).filter(status=Status.GRANTED).order_by("resolution__recorded_at", "pk")


def meetings() -> QuerySet[Meeting]:
    """Return every meeting with `item_count` and `waiting_count`, the newest first."""
    waiting = Count("items", filter=Q(items__outcome=Outcome.WAITING))
    return Meeting.objects.annotate(item_count=Count("items"), waiting_count=waiting).order_by("-date", "-pk")


@dataclass(frozen=True, slots=True)
class AdjustedIndicator:
    """An indicator whose audited value differs from the one entered: both values and the reason, in words."""

    indicator: Indicator
    entered: str
    audited: str
    reason: str


def meeting_screen_context(meeting: Meeting, assessment: Assessment) -> dict[str, Any]:
    """Return the template context of the meeting screen of one area, with its neighbours on the agenda.

    Raises AgendaItem.DoesNotExist when the assessment is not on the agenda of this meeting.
    """
    items = list(meeting.items.select_related("assessment__area"))
    assessment_pks = [item.assessment_id for item in items]
    if assessment.pk not in assessment_pks:
        raise AgendaItem.DoesNotExist
    position = assessment_pks.index(assessment.pk)
    page = AssessmentPage(assessment)
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
        "open_threads": assessment.threads.filter(settled_at__isnull=True).count(),
        "evidence_count": assessment.evidence.filter(removed_at__isnull=True).count(),
        "last_resolution": _last_resolution(assessment),
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


def _last_resolution(assessment: Assessment) -> Resolution | None:
    """Return the resolution in force of the newest earlier assessment of the area."""
    earlier = Resolution.objects.filter(
        assessment__area_id=assessment.area_id,
        assessment__cycle__year__lt=assessment.cycle.year,
        replaced_by__isnull=True,
    )
    return earlier.select_related("assessment__cycle", "meeting").order_by("-assessment__cycle__year").first()
