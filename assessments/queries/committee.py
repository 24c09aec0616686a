"""Meetings of the committee, their agendas, and the screen of one area in a meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from assessments.domain import committee, workflow
from assessments.domain.committee import Outcome
from assessments.domain.why import Condition, Why
from assessments.domain.workflow import Status, WorkflowError
from assessments.labels import in_words, refusal
from assessments.models import AgendaItem, Assessment, Meeting, Minutes, Reconsideration, Resolution
from assessments.queries.audits import Judged
from assessments.queries.lists import on_list
from assessments.queries.workspace import Card, table_of, workspace
from ecotown.accounts.models import User
from indicators.domain.framework import Indicator


def agenda_of(meeting: Meeting, user: User) -> list[AgendaItem]:
    """Return the agenda items of a meeting in order, each with its assessment of `on_list`; two queries."""
    items = list(meeting.items.all())
    assessments = {
        assessment.pk: assessment for assessment in on_list(user).filter(agenda_items__meeting=meeting)
    }
    for item in items:
        item.assessment = assessments[item.assessment_id]
    return items


def before_committee(user: User) -> QuerySet[Assessment]:
    """Return the assessments recommended to the committee, on an agenda or not, the oldest first."""
    waiting = on_list(user).filter(status=Status.COMMITTEE)
    return waiting.order_by("cycle__year", "recommended_at", "area__key")


def not_on_agenda(user: User) -> QuerySet[Assessment]:
    """Return the assessments recommended to the committee and on no agenda yet, the oldest first."""
    listed = AgendaItem.objects.filter(assessment=OuterRef("pk"), outcome=Outcome.WAITING)
    return before_committee(user).filter(~Exists(listed))


def granted(user: User) -> QuerySet[Assessment]:
    """Return the assessments granted and not published yet, the oldest decision first."""
    return on_list(user).filter(status=Status.GRANTED).order_by("resolution__recorded_at", "pk")


def meetings() -> QuerySet[Meeting]:
    """Return every meeting with `item_count` and `waiting_count`, the newest first."""
    waiting = Count("items", filter=Q(items__outcome=Outcome.WAITING))
    return Meeting.objects.annotate(item_count=Count("items"), waiting_count=waiting).order_by("-date", "-pk")


def minutes_for(meeting: Meeting, user: User) -> Minutes | None:
    """Return the final minutes, or the draft requested by this user; None when there is neither."""
    is_visible = Q(is_final=True) | Q(is_final=False, asked_by=user)
    return meeting.minutes.filter(is_visible).order_by("-is_final").first()


def check_sitting(assessment: Assessment, meeting: Meeting | None) -> None:
    """Raise WorkflowError unless the committee can decide on an assessment at a meeting.

    `meeting` is None when the assessment is on no agenda. Codes: "not-on-agenda", "meeting-date".
    """
    committee.check_sitting(
        is_listed=meeting is not None,
        is_held=meeting is not None and meeting.is_held,
        is_in_cycle=meeting is not None and assessment.cycle.opens_on <= meeting.date,
    )


def is_touched_since(reconsideration: Reconsideration) -> bool:
    """Return whether the external audit gave a verdict or returned the assessment since it was sent back."""
    assessment, since = reconsideration.assessment, reconsideration.sent_back_at
    stage = Status.EXTERNAL_AUDIT
    return (
        assessment.verdicts.filter(stage=stage, given_at__gt=since).exists()
        or assessment.returns.filter(stage=stage, returned_at__gt=since).exists()
    )


@dataclass(frozen=True, slots=True)
class Adjusted:
    """An indicator whose audited value differs from the one entered: both values and the reason, in words."""

    indicator: Indicator
    entered: str
    audited: str
    reason: str


def room(meeting: Meeting, assessment: Assessment) -> dict[str, Any]:
    """Return the template context of the meeting room screen of one area, with its neighbours on the agenda.

    Raises AgendaItem.DoesNotExist when the assessment is not on the agenda of this meeting.
    """
    items = list(meeting.items.select_related("assessment__area"))
    item = next((candidate for candidate in items if candidate.assessment_id == assessment.pk), None)
    if item is None:
        raise AgendaItem.DoesNotExist
    position = items.index(item)
    frame = workspace(assessment)
    edition = frame["edition"]
    judged = frame["audit"].judged
    return {
        **frame,
        "meeting": meeting,
        "item": item,
        "place": position + 1,
        "item_count": len(items),
        "previous": items[position - 1] if position else None,
        "following": items[position + 1] if position + 1 < len(items) else None,
        "adjusted": [
            _adjusted(edition.by_code[code], audit) for code, audit in judged.items() if audit.is_overridden
        ],
        "doubted": [card for card in _cards(frame) if card.warnings],
        "failing": _failing(frame["why"]),
        "open_threads": assessment.threads.filter(settled_at__isnull=True).count(),
        "evidence_count": assessment.evidence.filter(removed_at__isnull=True).count(),
        "last_resolution": _last_resolution(assessment),
        "reconsiderations": list(assessment.reconsiderations.select_related("meeting", "replied_by")),
    }


def next_waiting(meeting: Meeting, after: int) -> AgendaItem | None:
    """Return the next item without a resolution, after the position `after` and then from the top."""
    waiting = list(meeting.items.filter(outcome=Outcome.WAITING))
    return next((item for item in waiting if item.position > after), waiting[0] if waiting else None)


def refusal_in_room(user: User, meeting: Meeting, assessment: Assessment) -> str:
    """Return why the user cannot record a resolution on the assessment, in words; empty when they can."""
    try:
        if assessment.status != Status.COMMITTEE:
            raise WorkflowError("not-now")
        item = assessment.waiting_item
        committee.check_open(is_closed=meeting.is_closed)
        check_sitting(assessment, meeting if item and item.meeting_id == meeting.pk else None)
        workflow.check_recording(user.pk, assessment.hands(), computed_level=assessment.computed_level)
    except WorkflowError as error:
        return refusal(error.code)
    return ""


def _adjusted(indicator: Indicator, judged: Judged) -> Adjusted:
    verdict = judged.overriding
    return Adjusted(
        indicator,
        in_words(judged.entered, indicator),
        in_words(judged.audited, indicator),
        verdict.reason if verdict else "",
    )


def _failing(explanation: Why | None) -> list[Condition]:
    """Return the unmet conditions of the next level; none at the top level or while it is computed."""
    if explanation is None or explanation.next_rule is None:
        return []
    level = explanation.levels[explanation.next_rule.level - 1]
    return [condition for condition in level.conditions if not condition.holds]


def _cards(frame: Mapping[str, Any]) -> list[Card]:
    table = table_of(frame, frame["edition"])
    return [card for _dimension, aspects in table for _aspect, cards in aspects for card in cards]


def _last_resolution(assessment: Assessment) -> Resolution | None:
    """Return the resolution in force of the newest earlier assessment of the area."""
    earlier = Resolution.objects.filter(
        assessment__area_id=assessment.area_id,
        assessment__cycle__year__lt=assessment.cycle.year,
        replaced_by__isnull=True,
    )
    return earlier.select_related("assessment__cycle", "meeting").order_by("-assessment__cycle__year").first()
