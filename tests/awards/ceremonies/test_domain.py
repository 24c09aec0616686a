"""Checks of recipients and ceremonies, and the call order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.ceremonies.domain.ceremonies import (
    check_adding_area,
    check_cancelling_ceremony,
    check_recipient_awards,
    check_recipient_by_name,
    check_removing_recipient,
    minute_of_call,
    rearranged,
)
from awards.designs.domain.kinds import AwardError

INVALID = [
    pytest.param(check_adding_area, {"is_published": False}, "not-published", id="an unpublished area"),
    pytest.param(check_adding_area, {"level": 0}, "no-level", id="an area without a level"),
    pytest.param(check_adding_area, {"is_listed": True}, "recipient-listed", id="an area twice"),
    pytest.param(check_recipient_by_name, {"kind": "area"}, "recipient-kind", id="an area by name"),
    pytest.param(check_recipient_by_name, {"name": " \u200b"}, "recipient-name-missing", id="nobody"),
    pytest.param(check_recipient_by_name, {"recognition": ""}, "recognition-missing", id="for nothing"),
    pytest.param(
        check_recipient_awards, {"with_certificate": False}, "nothing-awarded", id="who receives nothing"
    ),
    pytest.param(
        check_removing_recipient, {"is_issued": True}, "recipient-issued", id="removed after issuing"
    ),
    pytest.param(
        check_removing_recipient, {"is_printed": True}, "recipient-issued", id="removed after printing"
    ),
    pytest.param(
        check_cancelling_ceremony, {"is_issued": True}, "ceremony-issued", id="cancelled after issuing"
    ),
    pytest.param(
        check_cancelling_ceremony, {"is_printed": True}, "ceremony-issued", id="cancelled after printing"
    ),
]
VALID = {
    check_adding_area: {"is_published": True, "level": 1, "is_listed": False},
    check_recipient_by_name: {"kind": "factory", "name": "x", "recognition": "x"},
    check_recipient_awards: {"with_certificate": True, "with_plaque": False},
    check_removing_recipient: {"is_issued": False, "is_printed": False},
    check_cancelling_ceremony: {"is_issued": False, "is_printed": False},
}


@pytest.mark.parametrize("check", VALID, ids=lambda check: check.__name__)
def test_valid_steps_pass(check):
    check(**VALID[check])


@pytest.mark.parametrize(("check", "wrong", "code"), INVALID)
def test_invalid_steps_are_refused_with_their_code(check, wrong, code):
    with pytest.raises(AwardError, match=f"^{code}$"):
        check(**{**VALID[check], **wrong})


@given(st.lists(st.integers(), min_size=1, unique=True), st.data())
def test_arranging_keeps_everyone_and_puts_an_item_at_its_place(order, data):
    moved, place = data.draw(st.sampled_from(order)), data.draw(st.integers(-5, 40))

    arranged = rearranged(order, {moved: place})

    assert sorted(arranged) == sorted(order)
    assert arranged.index(moved) == min(max(place - 1, 0), len(order) - 1)
    assert [item for item in arranged if item != moved] == [item for item in order if item != moved]


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        pytest.param({}, "abcd", id="nothing moved"),
        pytest.param({"a": 2}, "bacd", id="one steps back"),
        pytest.param({"a": 4, "d": 1}, "dbca", id="two change places"),
        pytest.param({"c": 1, "d": 1}, "cdab", id="two at one place stand one after the other"),
        pytest.param({"a": 99}, "bcda", id="beyond the end"),
    ],
)
def test_several_are_arranged_at_once(places, expected):
    assert "".join(rearranged("abcd", places)) == expected


@pytest.mark.parametrize(
    ("place", "minute"),
    [(1, 570), (2, 570), (3, 571), (101, 620), (1801, 30)],
    ids=["first", "half a minute later", "a minute later", "fifty minutes later", "after midnight"],
)
def test_each_is_called_after_those_before(place, minute):
    assert minute_of_call(9 * 60 + 30, place, 30) == minute
