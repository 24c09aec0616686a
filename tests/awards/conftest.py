"""Fixtures of the tests of awards."""

import pytest

from tests import builders


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
