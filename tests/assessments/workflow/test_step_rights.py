"""Who may take which step in which status: every step × status × role, without exception."""

import pytest

from assessments.workflow.domain import Status
from tests.assessments.workflow.progress import ACCEPTED, FRESH, POSSIBLE, RETURNING, STEPS, call, events_of

AUDITS = [Status.INTERNAL_AUDIT, Status.EXTERNAL_AUDIT]
SITUATIONS = [
    *((status, FRESH) for status in Status),
    *((status, progress) for status in AUDITS for progress in (ACCEPTED, RETURNING)),
]


@pytest.mark.parametrize(("status", "progress"), SITUATIONS, ids=str)
def test_calling_a_step_in_the_wrong_status_or_role_changes_nothing(
    client, situation, people, status, progress
):
    assessment = situation(status, progress)
    before, changed = events_of(assessment), set()
    client.defaults["HTTP_SEC_FETCH_DEST"] = "empty"  # a script is told a refusal without a page around it

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
