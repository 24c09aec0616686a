"""People whose data are asked for or erased."""

import pytest

from ecotown.accounts.models import Role
from tests import builders


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def second_administrator(db):
    return builders.UserBuilder(role=Role.ADMINISTRATOR)


@pytest.fixture
def closed(db):
    """Return a person whose account is closed."""
    return builders.UserBuilder(
        is_active=False,
        signing_name="Somchai Jaidee",
        username="somchai",
        email="somchai@example.com",
        position="Officer",
        first_name="Somchai",
        last_name="Jaidee",
    )
