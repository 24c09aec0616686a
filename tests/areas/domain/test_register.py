"""When an area may be renamed, ended and followed."""

from datetime import date, timedelta

import pytest

from areas.domain import register
from areas.domain.register import AreaError

TODAY = date(2026, 11, 30)
OLD, NEW = ("เทศบาลเก่า", "Old"), ("เทศบาลใหม่", "New")


def code_of(check, *args, **kwargs):
    try:
        check(*args, **kwargs)
    except AreaError as error:
        return error.code
    return None


@pytest.mark.parametrize(
    ("names", "current", "since", "last_since", "code"),
    [
        (NEW, OLD, TODAY, None, None),
        (NEW, OLD, TODAY + timedelta(days=731), None, None),
        ((OLD[0], "Other"), OLD, TODAY, None, None),
        (("", "New"), OLD, TODAY, None, "no-name"),
        (NEW, ("", ""), TODAY, None, "not-named"),
        (OLD, OLD, TODAY, None, "same-name"),
        (NEW, OLD, TODAY, TODAY, "name-too-early"),
        (NEW, OLD, TODAY, TODAY + timedelta(days=1), "name-too-early"),
        (NEW, OLD, TODAY, TODAY - timedelta(days=1), None),
        (NEW, OLD, TODAY + timedelta(days=733), None, "name-too-late"),
    ],
)
def test_a_new_name_counts_from_a_day_after_the_latest_one(names, current, since, last_since, code):
    answer = code_of(register.check_renaming, names, current, since=since, last_since=last_since, today=TODAY)

    assert answer == code


@pytest.mark.parametrize(
    ("since", "is_latest", "code"),
    [
        (TODAY, True, None),
        (TODAY, False, "name-is-followed"),
        (None, True, "name-is-first"),
        (None, False, "name-is-first"),
    ],
)
def test_only_the_latest_renaming_is_withdrawn(since, is_latest, code):
    assert code_of(register.check_withdrawing_name, since=since, is_latest=is_latest) == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"is_ended": True}, "ended"),
        ({"ended_on": TODAY + timedelta(days=733)}, "end-too-late"),
        ({"successors": [1, 2]}, "own-successor"),
        ({"successors": [2], "ended_successors": [2]}, "successor-ended"),
    ],
)
def test_an_area_ends_once_and_is_followed_by_others_that_go_on(change, code):
    values = {"ended_on": TODAY, "is_ended": False, "area": 1, "successors": [2], "ended_successors": []}
    values |= change

    assert code_of(register.check_ending, values.pop("ended_on"), **values, today=TODAY) == code


@pytest.mark.parametrize(("year", "code"), [(2549, "year"), (2550, None), (2640, None), (2641, "year")])
def test_a_fiscal_year_is_one_of_the_buddhist_era(year, code):
    assert code_of(register.check_year, year) == code


def test_sub_districts_stand_once_in_a_list_that_has_an_end():
    pair = ("ตำบลบางกะดี", "อำเภอเมือง")

    assert code_of(register.check_sub_districts, [pair, ("ตำบลบางกะดี", "")]) is None
    assert code_of(register.check_sub_districts, [pair, pair]) == "sub-district-twice"
    many = [(str(number), "") for number in range(201)]
    assert code_of(register.check_sub_districts, many) == "too-many-sub-districts"


@pytest.mark.parametrize(
    ("words", "taken", "key"),
    [
        (["rayong", "irpc"], [], "rayong-irpc"),
        (["rayong", "irpc"], ["rayong-irpc", "rayong-irpc-2"], "rayong-irpc-3"),
        (["rayong", ""], [], "rayong"),
        (["", ""], [], "area"),
        (["x" * 90], [], "x" * 70),
    ],
)
def test_a_new_area_has_a_key_that_no_other_has(words, taken, key):
    assert register.area_key(words, taken) == key
