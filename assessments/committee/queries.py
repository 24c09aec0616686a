"""What the rules of the committee read: its agenda, its minutes."""

import dataclasses
import hashlib
import json
from collections.abc import Collection

from django.utils.translation import gettext

from assessments.committee import domain, words
from assessments.committee.domain import Outcome, Person
from assessments.committee.models.meetings import AgendaItem, Meeting
from assessments.committee.models.minutes import Minutes
from assessments.committee.models.resolutions import Reconsideration, Resolution
from assessments.workflow.domain import Participants, Status
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User
from ecotown.common.history.registry import Place
from ecotown.common.produced_files.registry import KnownFile


def resolution_of(assessment: Assessment) -> Resolution:
    """Return the resolution in force. Raises Resolution.DoesNotExist when no level was granted yet."""
    if assessment.resolution is None:
        raise Resolution.DoesNotExist(assessment.pk)
    return assessment.resolution


def meeting_places(user: User, keys: Collection[str]) -> dict[str, Place]:
    """Return name and URL of meetings, by the key in their history, for those who hold them."""
    if not user.has_perm("assessments.hold_meetings"):
        return {}
    return {
        str(meeting.pk): Place(str(meeting), meeting.get_absolute_url())
        for meeting in Meeting.objects.filter(pk__in=keys)
    }


def resolutions_at(meeting: Meeting) -> dict[int, Resolution]:
    """Return what a meeting granted first, by id of the assessment: neither withdrawn nor after a correction.

    Another resolution may be in force by now.
    """
    first = meeting.resolutions.standing().filter(replaces__isnull=True)
    return {resolution.assessment_id: resolution for resolution in first}


def waiting_item(assessment: Assessment) -> AgendaItem | None:
    """Return its place on the agenda of a meeting that has not decided on it; None when there is none."""
    return assessment.agenda_items.filter(outcome=Outcome.WAITING).select_related("meeting").first()


def open_reconsideration(assessment: Assessment) -> Reconsideration | None:
    """Return why the committee sent it back, until it lies before the committee again; None otherwise."""
    is_back = assessment.status in {Status.EXTERNAL_AUDIT, Status.RETURNED}
    if assessment.recommended_at is not None or not is_back:
        return None
    return assessment.reconsiderations.select_related("meeting", "replied_by").last()


def minutes_for(meeting: Meeting, user: User) -> list[Minutes]:
    """Return the final minutes of a closed meeting; of an open one the drafts requested by this user."""
    if meeting.is_closed:
        return list(meeting.minutes.filter(is_final=True))
    return list(meeting.minutes.filter(is_final=False, asked_by=user))


def known_minutes(sha256: str) -> KnownFile | None:
    """Return the final minutes with this SHA-256; drafts are never verified."""
    minutes = Minutes.objects.filter(is_final=True, sha256=sha256).select_related("meeting").first()
    if minutes is None or not sha256:
        return None
    items = minutes.meeting.items.filter(assessment__cycle__is_demonstration=True)
    return KnownFile(
        title=gettext("Minutes of a closed meeting of the committee"),
        subject=words.meeting_of(minutes),
        made_at=minutes.meeting.closed_at,
        is_final=True,
        is_demonstration=items.exists(),
    )


def check_meeting(assessment: Assessment, meeting: Meeting | None) -> None:
    """Raise WorkflowError unless the committee can decide on an assessment at a meeting.

    `meeting` is None when the assessment is on no agenda. Codes: "not-on-agenda", "meeting-date".
    """
    domain.check_sitting(
        is_listed=meeting is not None,
        is_held=meeting is not None and meeting.is_held,
        is_in_cycle=meeting is not None and assessment.cycle.opens_on <= meeting.date,
    )


def check_withdrawing(assessment: Assessment, meeting: Meeting, *, by: User) -> None:
    """Raise what `domain.check_withdrawing` raises for the resolution on an assessment at `meeting`."""
    participants = Participants(recommended_by=assessment.recommended_by_id)
    domain.check_withdrawing(by.pk, participants, is_closed=meeting.is_closed)


def is_audited_since(reconsideration: Reconsideration) -> bool:
    """Return whether the external audit gave a verdict or returned the assessment since it was sent back."""
    assessment, since = reconsideration.assessment, reconsideration.sent_back_at
    stage = Status.EXTERNAL_AUDIT
    return (
        assessment.verdicts.filter(stage=stage, given_at__gt=since).exists()
        or assessment.returns.filter(stage=stage, returned_at__gt=since).exists()
    )


def roster_of(meeting: Meeting) -> list[Person]:
    """Return the people on the roster of a meeting, in its order."""
    return [attendee.person for attendee in meeting.attendees.all()]


def roster_seal(meeting: Meeting) -> str:
    """Return what changes with the roster of a meeting: a form is saved only on what it was shown for."""
    return _seal([dataclasses.astuple(person) for person in roster_of(meeting)])


def record_of(meeting: Meeting) -> dict[str, str]:
    """Return the times and texts of the minutes of a meeting by name, discussions by `discussion-<area>`.

    Empty ones are left out.
    """
    times = {name: getattr(meeting, name) for name in ("begins_at", "ends_at")}
    record = {name: at.strftime("%H:%M") for name, at in times.items() if at} | meeting.texts
    items = meeting.items.select_related("assessment__area")
    record |= {f"discussion-{item.assessment.area.key}": item.discussion for item in items}
    return {name: text for name, text in record.items() if text}


def record_seal(meeting: Meeting) -> str:
    """Return what changes with the texts of the minutes of a meeting."""
    return _seal(record_of(meeting))


def _seal(values: object) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def previous_meeting(meeting: Meeting) -> Meeting | None:
    """Return the latest earlier meeting that has a roster; None when there is none."""
    earlier = Meeting.objects.filter(date__lte=meeting.date).exclude(pk=meeting.pk)
    return earlier.filter(attendees__isnull=False).distinct().order_by("-date", "-pk").first()


def next_waiting_item(meeting: Meeting, after: int) -> AgendaItem | None:
    """Return the next item without a resolution, after the position `after` and then from the top."""
    waiting = list(meeting.items.filter(outcome=Outcome.WAITING))
    return next((item for item in waiting if item.position > after), waiting[0] if waiting else None)
