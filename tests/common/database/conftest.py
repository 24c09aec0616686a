"""Fixtures of the tests of guards."""

import pytest

from tests.common.database.guarded_rows import add_guarded_rows


@pytest.fixture(scope="module")
def guarded_rows(module_rows):
    """Add rows for all guards once for the module: it takes seconds, and what a test changes is undone."""
    add_guarded_rows()
