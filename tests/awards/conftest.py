"""What the tests of awards ask for."""

import pytest


@pytest.fixture
def made_up(cycle):
    """The cycle of a demonstration; asked for before anything is issued in it."""
    cycle.is_demonstration = True
    cycle.save()
