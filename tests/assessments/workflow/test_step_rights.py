"""Who may take which step in which status: every step × status × role, without exception."""

import pytest
from django.utils import timezone

from assessments.workflow.domain import Status
from ecotown.common.history import recording
from ecotown.common.thai import dates
from tests import builders
from tests.addresses.table import url_of

STEPS = {
    "assessments:submit": {"declared": "on"},
    "assessments:withdraw": {},
    "assessments:take-on": {},
    "assessments:verdict": {"kind": "adjust", "adjust-part": "1", "adjust-whole": "40", "adjust-reason": "x"},
    "assessments:accept-rest": {},
    "assessments:return": {"due_on": ""},
    "assessments:resubmit": {"resubmit": "1", "declared": "on", "EN1.1": "ก", "EN9.1": "ข", "SO1.1": "ค"},
    "assessments:recuse": {"stage": Status.INTERNAL_AUDIT.value, "reason": "รู้จักกัน"},
    "assessments:pass": {},
    "assessments:recommend": {},
    "assessments:resolve": {"granted_level": "3", "reason": ""},
    "assessments:send-back": {"send-back-reason": "ขอให้ตรวจ EN1.1 อีกครั้ง"},
    "assessments:publish": {},
}
# How far an audit has come: nobody has it in hand, everything is accepted, something is to be returned.
FRESH, ACCEPTED, RETURNING = "fresh", "accepted", "returning"
AUDITS = [Status.INTERNAL_AUDIT, Status.EXTERNAL_AUDIT]
SITUATIONS = [
    *((status, FRESH) for status in Status),
    *((status, progress) for status in AUDITS for progress in (ACCEPTED, RETURNING)),
]
# The situations in which each step changes something, and by whom; every other one changes nothing.
POSSIBLE = {
    ("assessments:submit", Status.DRAFT, FRESH, "officer"),
    ("assessments:withdraw", Status.INTERNAL_AUDIT, FRESH, "officer"),
    ("assessments:take-on", Status.INTERNAL_AUDIT, FRESH, "internal"),
    ("assessments:take-on", Status.INTERNAL_AUDIT, FRESH, "external"),
    ("assessments:take-on", Status.EXTERNAL_AUDIT, FRESH, "external"),
    *(
        ("assessments:verdict", Status.INTERNAL_AUDIT, progress, "internal")
        for progress in (ACCEPTED, RETURNING)
    ),
    *(
        ("assessments:verdict", Status.EXTERNAL_AUDIT, progress, "external")
        for progress in (ACCEPTED, RETURNING)
    ),
    *(
        ("assessments:recuse", Status.INTERNAL_AUDIT, progress, "internal")
        for progress in (ACCEPTED, RETURNING)
    ),
    ("assessments:recuse", Status.RETURNED, FRESH, "internal"),
    ("assessments:return", Status.INTERNAL_AUDIT, RETURNING, "internal"),
    ("assessments:return", Status.EXTERNAL_AUDIT, RETURNING, "external"),
    ("assessments:resubmit", Status.RETURNED, FRESH, "officer"),
    ("assessments:pass", Status.INTERNAL_AUDIT, ACCEPTED, "internal"),
    ("assessments:recommend", Status.EXTERNAL_AUDIT, ACCEPTED, "external"),
    ("assessments:resolve", Status.COMMITTEE, FRESH, "administrator"),
    ("assessments:send-back", Status.COMMITTEE, FRESH, "administrator"),
    ("assessments:publish", Status.GRANTED, FRESH, "administrator"),
}


@pytest.fixture
def situation(at, people):
    """Return a function: `situation(Status.EXTERNAL_AUDIT, RETURNING)` makes an assessment that far."""

    def reach(status, progress):
        assessment = at(status)
        if progress != FRESH:
            assessor = people.internal if status == Status.INTERNAL_AUDIT else people.external
            builders.audit(assessment, assessor, returning=["EN9.1"] if progress == RETURNING else [])
        if status == Status.COMMITTEE:
            builders.meeting_of(assessment, by=people.administrator)
        assessment.refresh_from_db()
        return assessment

    return reach


def call(client, step, assessment):
    form_data = STEPS[step]
    if "due_on" in form_data:
        today = timezone.localdate()
        form_data = {"due_on": f"{today.day}/{today.month}/{today.year + dates.BUDDHIST_ERA}"}
    client.post(url_of(step, assessment), form_data)


def events_of(assessment):
    """Return the names of the events so far: whatever a step changes stands in the history."""
    return [row.name for row in recording.events_of(assessment.history_subject)]


@pytest.mark.parametrize(("status", "progress"), SITUATIONS, ids=str)
def test_calling_a_step_in_the_wrong_status_or_role_changes_nothing(
    client, situation, people, status, progress
):
    assessment = situation(status, progress)
    before, changed = events_of(assessment), set()

    for role in people._fields:
        client.force_login(getattr(people, role))
        for step in STEPS:
            if (step, status, progress, role) in POSSIBLE:
                continue
            call(client, step, assessment)
            if events_of(assessment) != before:
                changed.add((step, role))
                before = events_of(assessment)

    assert changed == set()


@pytest.mark.parametrize("possible", sorted(POSSIBLE), ids="-".join)
def test_the_right_step_in_the_right_status_goes_on(client, situation, people, possible):
    step, status, progress, role = possible
    assessment = situation(status, progress)
    before = events_of(assessment)
    client.force_login(getattr(people, role))

    call(client, step, assessment)

    assert events_of(assessment) != before
