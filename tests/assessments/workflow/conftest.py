"""Assessments as far as the steps of the workflow need them."""

import pytest

from assessments.workflow.domain import Status
from tests import builders
from tests.assessments.workflow.progress import FRESH, RETURNING


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
