"""Fixtures of the pages of awards."""

import pytest

from assessments.workflow.domain import Status
from awards.printing.results import awards as award_results
from awards.register.actions import awards as award_actions


@pytest.fixture
def published(at):
    return at(Status.PUBLISHED)


@pytest.fixture
def ready(published, administrator):
    """Return the finished certificate of the published assessment."""
    certificate = award_actions.issue_certificate(assessment=published, by=administrator)
    award_results.AWARDS.make(certificate.pk)
    certificate.refresh_from_db()
    return certificate
