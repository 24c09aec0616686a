"""What the committee may do, exhaustively."""

from datetime import time
from itertools import product

import pytest

from assessments.committee.domain import (
    Attendance,
    Person,
    Seat,
    check_closing,
    check_editing,
    check_listing,
    check_open,
    check_reconsidered,
    check_roster,
    check_sending_back,
    check_sitting,
    check_times,
    check_withdrawing,
    names_year,
    read_people,
    reordered,
)
from assessments.workflow.domain import Participants, Status, WorkflowError

CHAIR, MEMBER = Person("ประธาน", seat=Seat.CHAIR), Person("กรรมการ")
ABSENT_CHAIR = Person("ประธาน", attendance=Attendance.ABSENT, seat=Seat.CHAIR)


def outcome_of(check, *values, **named):
    """Return the code of the refusal, None when there is none."""
    try:
        check(*values, **named)
    except WorkflowError as error:
        return error.code
    return None


@pytest.mark.parametrize(("is_closed", "refusal"), [(False, None), (True, "meeting-closed")])
def test_closed_minutes_are_final(is_closed, refusal):
    assert outcome_of(check_open, is_closed=is_closed) == refusal


@pytest.mark.parametrize(
    ("is_closed", "has_resolutions", "is_renamed"), list(product([False, True], repeat=3))
)
def test_number_and_date_stay_once_something_was_resolved(is_closed, has_resolutions, is_renamed):
    refusal = outcome_of(
        check_editing, is_closed=is_closed, has_resolutions=has_resolutions, is_renamed=is_renamed
    )

    expected = "meeting-resolved" if has_resolutions and is_renamed else None
    assert refusal == ("meeting-closed" if is_closed else expected)


@pytest.mark.parametrize(("status", "is_listed"), list(product(Status, [False, True])))
def test_only_what_was_recommended_is_put_on_one_agenda(status, is_listed):
    refusal = outcome_of(check_listing, status, is_listed=is_listed)

    expected = "on-agenda" if is_listed else None
    assert refusal == (expected if status == Status.COMMITTEE else "not-recommended")


@pytest.mark.parametrize(("is_listed", "is_held", "is_in_cycle"), list(product([False, True], repeat=3)))
def test_the_committee_sits_on_its_agenda_on_the_day_or_after(is_listed, is_held, is_in_cycle):
    refusal = outcome_of(check_sitting, is_listed=is_listed, is_held=is_held, is_in_cycle=is_in_cycle)

    expected = None if is_held and is_in_cycle else "meeting-date"
    assert refusal == (expected if is_listed else "not-on-agenda")


@pytest.mark.parametrize(
    ("reason", "refusal"),
    [("ตรวจใหม่", None), ("", "send-back-reason-missing"), (" \u200b", "send-back-reason-missing")],
)
def test_sending_back_needs_a_reason(reason, refusal):
    assert outcome_of(check_sending_back, reason) == refusal


@pytest.mark.parametrize(
    ("is_touched", "reply", "refusal"),
    [
        pytest.param(False, "", "not-reconsidered", id="nothing was done"),
        pytest.param(False, " \u200b", "not-reconsidered", id="spaces are no answer"),
        pytest.param(False, "ตรวจแล้ว คงเดิม", None, id="answered"),
        pytest.param(True, "", None, id="looked at again"),
    ],
)
def test_recommending_again_waits_until_the_committee_is_answered(is_touched, reply, refusal):
    assert outcome_of(check_reconsidered, is_touched=is_touched, reply=reply) == refusal


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        pytest.param({}, None, id="held, with chair, others and times"),
        pytest.param({"is_closed": True}, "meeting-closed", id="closed already"),
        pytest.param({"is_held": False}, "meeting-to-come", id="to come"),
        pytest.param({"people": [MEMBER, MEMBER]}, "minutes-incomplete", id="no chair"),
        pytest.param({"people": [CHAIR]}, "minutes-incomplete", id="nobody else was there"),
        pytest.param({"people": [ABSENT_CHAIR, MEMBER, MEMBER]}, "minutes-incomplete", id="an absent chair"),
        pytest.param({"has_times": False}, "times-missing", id="nobody knows how long"),
    ],
)
def test_minutes_are_closed_after_the_meeting_with_who_was_there(values, refusal):
    good = {"is_closed": False, "is_held": True, "has_times": True, "people": [CHAIR, MEMBER]}

    assert outcome_of(check_closing, **good | values) == refusal


@pytest.mark.parametrize(
    ("item", "places", "order"),
    [
        pytest.param("b", -1, "bac", id="up"),
        pytest.param("b", 1, "acb", id="down"),
        pytest.param("a", -1, "abc", id="the first stays"),
        pytest.param("c", 1, "abc", id="the last stays"),
        pytest.param("a", 9, "bca", id="not beyond the end"),
    ],
)
def test_an_item_moves_on_the_agenda(item, places, order):
    assert reordered("abc", item, places) == list(order)


@pytest.mark.parametrize(
    ("person", "is_closed", "refusal"),
    [
        pytest.param(1, False, None, id="another person, while it is open"),
        pytest.param(1, True, "meeting-closed", id="after closing"),
        pytest.param(2, False, "own-recommendation", id="who recommended the level"),
    ],
)
def test_a_resolution_is_withdrawn_until_its_meeting_is_closed(person, is_closed, refusal):
    participants = Participants(recommended_by=2)

    assert outcome_of(check_withdrawing, person, participants, is_closed=is_closed) == refusal


@pytest.mark.parametrize(
    ("people", "refusal"),
    [
        pytest.param([], None, id="nobody yet"),
        pytest.param([CHAIR, MEMBER], None, id="a chair"),
        pytest.param([CHAIR, ABSENT_CHAIR], None, id="somebody in place of an absent chair"),
        pytest.param([CHAIR, CHAIR], "two-chairs", id="two at once"),
    ],
)
def test_one_person_takes_the_chair(people, refusal):
    assert outcome_of(check_roster, people) == refusal


@pytest.mark.parametrize(
    ("begins_at", "ends_at", "refusal"),
    [
        pytest.param(None, None, None, id="none yet"),
        pytest.param(time(9), None, None, id="begun"),
        pytest.param(time(9), time(12), None, id="in order"),
        pytest.param(time(9), time(9), "times-in-disorder", id="at once"),
        pytest.param(time(12), time(9), "times-in-disorder", id="before it began"),
    ],
)
def test_a_meeting_ends_after_it_begins(begins_at, ends_at, refusal):
    assert outcome_of(check_times, begins_at, ends_at) == refusal


def test_a_pasted_list_gives_names_and_positions_apart():
    pasted = "1. นายสมชาย ใจดี, อธิบดี\n๒) นางสาวสมหญิง มั่นคง\tผู้อำนวยการ\n , \nDr. Lee"

    assert [(person.name, person.position) for person in read_people(pasted)] == [
        ("นายสมชาย ใจดี", "อธิบดี"),
        ("นางสาวสมหญิง มั่นคง", "ผู้อำนวยการ"),
        ("Dr. Lee", ""),
    ]


@pytest.mark.parametrize(
    ("number", "is_named"), [("1-2/2569", True), ("3/2570", True), ("3/2568", False), ("3", True)]
)
def test_a_meeting_number_names_the_year_of_its_date(number, is_named):
    assert names_year(number, {2569, 2570}) == is_named
