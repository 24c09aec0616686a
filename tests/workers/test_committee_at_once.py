"""Two administrators at one meeting at the same moment: nothing is lost, and nobody meets an error page."""

from datetime import date

import pytest

from assessments.committee.actions import meetings, minutes, resolutions
from assessments.committee.domain import Outcome
from assessments.committee.models.meetings import Meeting
from assessments.committee.models.resolutions import Resolution
from assessments.corrections.actions import corrections
from assessments.workflow.domain import Status, WorkflowError
from assessments.workflow.models import Assessment
from tests import builders
from tests.at_once import meanwhile, needs_server


@pytest.fixture
def before_committee(at, administrator):
    """Return an assessment on the agenda of a meeting that was held."""
    assessment = at(Status.COMMITTEE)
    builders.meeting_of(assessment, by=administrator, number="21/2569", date=date(2026, 3, 12))
    return assessment


@pytest.fixture
def meeting(before_committee, administrator):
    builders.seat(Meeting.objects.get(number="21/2569"), administrator)
    return Meeting.objects.get(number="21/2569")


def outcomes(meeting):
    return list(meeting.items.values_list("outcome", flat=True))


@needs_server
@pytest.mark.parametrize("step", ["resolve", "send_back"])
def test_a_decision_while_the_meeting_is_closed_is_refused(before_committee, meeting, administrator, step):
    values = {"resolve": {"granted_level": 3}, "send_back": {"reason": "ขอตรวจใหม่"}}[step]

    outcome = meanwhile(
        lambda: minutes.close_meeting(meeting=meeting, by=administrator),
        lambda: getattr(resolutions, step)(assessment=before_committee, by=administrator, **values),
    )

    assert isinstance(outcome, WorkflowError)
    assert outcome.code == "not-on-agenda"
    assert (outcomes(meeting), Resolution.objects.count()) == ([Outcome.POSTPONED], 0)


@needs_server
def test_one_and_all_resolved_at_once_give_one_resolution(before_committee, meeting, administrator):
    outcome = meanwhile(
        lambda: meetings.lock_meeting(meeting),
        lambda: resolutions.resolve(assessment=before_committee, granted_level=3, by=administrator),
        end=lambda: resolutions.resolve_all(meeting=meeting, by=administrator),
    )

    assert isinstance(outcome, WorkflowError)
    assert (outcome.code, Resolution.objects.count()) == ("not-now", 1)


@needs_server
def test_a_resolution_is_not_withdrawn_while_its_meeting_is_closed(before_committee, meeting, administrator):
    resolutions.resolve(assessment=before_committee, granted_level=3, by=administrator)

    outcome = meanwhile(
        lambda: minutes.close_meeting(meeting=meeting, by=administrator),
        lambda: resolutions.withdraw_resolution(assessment=before_committee, reason="ผิด", by=administrator),
    )

    assert isinstance(outcome, WorkflowError)
    assert Assessment.objects.get(pk=before_committee.pk).status == Status.GRANTED


@needs_server
def test_a_withdrawn_resolution_is_not_published_at_the_same_moment(before_committee, meeting, administrator):
    resolutions.resolve(assessment=before_committee, granted_level=3, by=administrator)

    outcome = meanwhile(
        lambda: resolutions.withdraw_resolution(assessment=before_committee, reason="ผิด", by=administrator),
        lambda: resolutions.publish_all(assessments=[before_committee], by=administrator),
    )

    assert isinstance(outcome, WorkflowError)
    assert Assessment.objects.get(pk=before_committee.pk).status == Status.COMMITTEE
    assert outcomes(meeting) == [Outcome.WAITING]


@needs_server
def test_a_withdrawal_and_an_agenda_at_once_do_not_wait_for_each_other(
    before_committee, meeting, administrator
):
    resolutions.resolve(assessment=before_committee, granted_level=3, by=administrator)

    def list_again():
        with pytest.raises(WorkflowError, match="not-recommended"):
            meetings.put_on_agenda(meeting=meeting, assessments=[before_committee], by=administrator)

    outcome = meanwhile(
        lambda: meetings.lock_meeting(meeting),
        lambda: resolutions.withdraw_resolution(assessment=before_committee, reason="ผิด", by=administrator),
        end=list_again,
    )

    assert isinstance(outcome, Resolution)


@needs_server
def test_a_correction_and_the_closing_of_its_meeting_at_once(at, administrator):
    published = at(Status.PUBLISHED)
    correction = builders.propose(published, by=administrator)
    meeting = builders.meeting_of(by=administrator, number="11/2569")
    builders.seat(meeting, administrator)
    meeting.refresh_from_db()

    outcome = meanwhile(
        lambda: minutes.close_meeting(meeting=meeting, by=administrator),
        lambda: corrections.set_corrected_level(
            correction=correction, granted_level=2, meeting=meeting, reason="ค่าลดลง", by=administrator
        ),
    )

    assert isinstance(outcome, WorkflowError)
    assert outcome.code == "meeting-closed"
