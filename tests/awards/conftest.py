"""What the tests of awards share."""

import pytest

from assessments.domain.workflow import Status
from awards import actions, results
from tests import builders, identities


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def ceremony(administrator):
    """A ceremony with a published design for everything."""
    return builders.ceremony(administrator)


@pytest.fixture
def factories(ceremony, administrator):
    """Three recipients by name, each to get a certificate."""
    return [builders.recipient(ceremony, administrator) for _ in range(3)]


@pytest.fixture
def made_up(cycle):
    """The cycle of a demonstration; asked for before anything is issued in it."""
    cycle.is_demonstration = True
    cycle.save()


@pytest.fixture
def ready(at, administrator, settings, tmp_path):
    """A certificate of the department, signed."""
    settings.MEDIA_ROOT, settings.DEMONSTRATION_KEYS = tmp_path / "media", tmp_path / "keys"
    identities.of_department(settings, tmp_path)
    certificate = actions.issue_certificate(assessment=at(Status.PUBLISHED), by=administrator)
    results.render_certificate(certificate_id=certificate.pk)
    certificate.refresh_from_db()
    return certificate
