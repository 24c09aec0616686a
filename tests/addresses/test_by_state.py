"""What the addresses of an assessment answer in each of its states, to each role."""

import pytest

from assessments.workflow.domain import Status
from tests.addresses import by_state


def test_the_file_has_a_line_for_each_address_method_and_role():
    rows = {(address.name, method, role) for address, method in by_state.ROWS for role in by_state.ROLES}

    assert set(by_state.read()) == rows


@pytest.mark.parametrize("status", Status)
def test_each_address_answers_each_role_as_the_file_says(draft, people, other_officer, status):
    expected = by_state.read()
    assessment = by_state.take_to(status, draft, people)
    users = {"visitor": None, "other-officer": other_officer, **people._asdict()}

    found = {
        (name, method, role): answer
        for role in by_state.ROLES
        for (name, method), answer in by_state.answers(assessment, users[role]).items()
    }

    assert found == {row: states[status] for row, states in expected.items()}
