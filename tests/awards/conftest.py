"""Fixtures of the tests of awards."""

import pytest

from assessments.workflow.domain import Status
from awards.printing.results import awards as award_results
from awards.register.actions import awards as award_actions
from tests import builders, identities


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def ceremony(administrator):
    """Return a ceremony with a published design for every kind and purpose."""
    return builders.ceremony(administrator)


@pytest.fixture
def factories(ceremony, administrator):
    """Return three factories that receive a certificate each."""
    return [builders.recipient(ceremony, administrator) for _ in range(3)]


@pytest.fixture
def demonstration_cycle(cycle):
    """Make the cycle a demonstration; to be requested before fixtures that issue awards."""
    cycle.is_demonstration = True
    cycle.save()


@pytest.fixture
def ready(at, administrator, settings, tmp_path):
    """Return a certificate with its file, signed by the department."""
    settings.MEDIA_ROOT, settings.DEMONSTRATION_KEYS = tmp_path / "media", tmp_path / "keys"
    identities.of_department(settings, tmp_path)
    certificate = award_actions.issue_certificate(assessment=at(Status.PUBLISHED), by=administrator)
    award_results.AWARDS.make(certificate.pk)
    certificate.refresh_from_db()
    return certificate
