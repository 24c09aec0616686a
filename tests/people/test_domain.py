"""The rules about people: codes that are typed from paper, four eyes, the last administrator, provinces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecotown.people import domain
from ecotown.people.domain import PeopleError


@given(st.integers(0, 2**256 - 1))
def test_a_code_is_found_again_as_it_is_printed(number):
    code = domain.code_of(number)

    assert (len(code), set(code) <= set(domain.ALPHABET)) == (12, True)
    assert domain.code_in(domain.grouped(code)) == domain.code_in(f" {code.lower()} ") == code


@pytest.mark.parametrize("text", ["", "ABCD-EFGH", "ABCD-EFGH-JKLM-N", "ABCD-EFGH-JKL0", "กขคงจฉชซฌญฎฏ"])
def test_what_cannot_be_a_code_is_none(text):
    assert domain.code_in(text) == ""


@pytest.mark.parametrize(
    ("asked_by", "person", "by", "code"),
    [
        pytest.param(1, 3, 1, "same-administrator", id="the own request"),
        pytest.param(1, 2, 2, "own-account", id="about oneself"),
    ],
)
def test_nobody_confirms_alone(asked_by, person, by, code):
    with pytest.raises(PeopleError) as refused:
        domain.check_decision(asked_by=asked_by, person=person, by=by)

    assert refused.value.code == code


def test_another_administrator_confirms():
    domain.check_decision(asked_by=1, person=3, by=2)


def test_only_the_first_administrator_makes_the_second_alone():
    domain.check_alone(others_now=0, others_before=False)
    domain.check_alone(others_now=1, others_before=True)

    with pytest.raises(PeopleError, match="second-administrator-missing"):
        domain.check_alone(others_now=0, others_before=True)


def test_the_last_administrator_stays():
    domain.check_stays(person=1, administrators=[1, 2])
    domain.check_stays(person=3, administrators=[1])

    with pytest.raises(PeopleError, match="last-administrator"):
        domain.check_stays(person=1, administrators=[1])


@pytest.mark.parametrize(
    ("provinces", "is_officer", "code"),
    [
        pytest.param([1], False, "provinces-not-for-role", id="another role with a province"),
        pytest.param([], True, "provinces-missing", id="an officer without"),
        pytest.param([1, 2, 1], True, "province-twice", id="a province twice"),
    ],
)
def test_officers_alone_have_provinces(provinces, is_officer, code):
    domain.check_provinces([1, 2], is_officer=True)
    domain.check_provinces([], is_officer=False)

    with pytest.raises(PeopleError, match=code):
        domain.check_provinces(provinces, is_officer=is_officer)
