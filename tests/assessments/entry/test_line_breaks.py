"""Line breaks of a reason are kept on every page and in every report."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.audit.actions import assignments, returns, verdicts
from assessments.audit.domain import VerdictKind
from assessments.workflow.domain import Status
from tests import builders

CODE = "EN1.1"
TYPED, SHOWN = "ขอใบกำกับของเดือนมีนาคม\nและแผนผังของระบบ", "ขอใบกำกับของเดือนมีนาคม<br>และแผนผังของระบบ"


@pytest.fixture
def judged(at, people):
    """Return an assessment with a verdict that returns an indicator, not returned to the province yet."""
    assessment = at(Status.INTERNAL_AUDIT)
    assignments.take_on(assessment=assessment, by=people.internal)
    verdicts.give_verdict(
        assessment=assessment, code=CODE, kind=VerdictKind.RETURN, reason=TYPED, by=people.internal
    )
    return assessment


def pages_with_lines(client, assessment, *names):
    addresses = {name: reverse(f"assessments:{name}", args=[assessment.pk, *more]) for name, *more in names}
    return {name: SHOWN in client.get(address).text for name, address in addresses.items()}


def test_the_assessor_reads_the_lines_of_a_reason(client, judged, people):
    client.force_login(people.internal)

    assert pages_with_lines(client, judged, ["audit-indicator", CODE], ["return"]) == {
        "audit-indicator": True,
        "return": True,
    }


def test_the_province_reads_the_lines_of_a_reason(client, judged, people):
    builders.audit(judged, people.internal)
    due_on = timezone.localdate() + timedelta(days=14)
    returns.return_for_correction(assessment=judged, due_on=due_on, by=people.internal)
    client.force_login(people.officer)

    assert pages_with_lines(client, judged, ["detail"], ["aspect", "EN1"], ["resubmit"]) == {
        "detail": True,
        "aspect": True,
        "resubmit": True,
    }
