"""What the tests of awards share."""

import pytest

from assessments.domain.workflow import Status
from awards import actions, results
from tests import identities


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
