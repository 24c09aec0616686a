"""The events of all apps: the names under which they are stored, and their words."""

import re

import pytest
from django.utils.translation import override

from assessments.history import words as history_words
from awards.designs.events import Event as AwardEvent
from awards.pages import words as awards_words
from ecotown.common.history import recording
from ecotown.common.history.events import EventName, label
from tests import policies

THAI = re.compile("[ก-๛]")
EVENTS = [
    event
    for enumeration in EventName.__subclasses__()
    if enumeration.__module__.partition(".")[0] in policies.PACKAGES
    for event in enumeration
]
# The rooms whose capabilities have no such test of their own, with what their actions are built of: that
# runs in the transaction of who calls it, as what is declared for handing work over does.
ROOMS = {
    "areas": ["record"],
    "ecotown.accounts": [],
    "ecotown.profile": [],
    "ecotown.people": ["check_may_leave", "follow_mail_address", "hand_over_province", "withdraw_request"],
    "ecotown.configuration": [],
    "ecotown.personal_data": ["withdraw_for"],
}
PUBLIC_ACTIONS = [
    action for room, parts in ROOMS.items() for action in policies.actions_of(room, except_for=parts)
]


def test_each_event_is_stored_under_its_own_name():
    assert {event.name: event.value for event in EVENTS} == {
        event.name: event.name.lower().replace("_", "-") for event in EVENTS
    }
    assert len({event.value for event in EVENTS}) == len(EVENTS)


@pytest.mark.parametrize(("language", "is_thai"), [("th", True), ("en", False)])
def test_every_event_has_words(language, is_thai):
    with override(language):
        words = {event.value: label(event) for event in EVENTS}

    assert {
        name: text for name, text in words.items() if bool(THAI.search(text)) != is_thai or not text
    } == {}


@pytest.mark.parametrize(
    "action", PUBLIC_ACTIONS, ids=lambda action: f"{action.__module__}.{action.__name__}"
)
def test_every_action_is_one_transaction_names_who_acts_and_leaves_an_event(action):
    assert policies.is_atomic(action)
    assert policies.names_actor(action)
    assert policies.records_event(action)


def test_an_action_that_leaves_no_event_would_be_found():
    def change_silently(*, by):
        return label(by)

    assert policies.names_actor(change_silently)
    assert not policies.records_event(change_silently)


def test_there_are_actions_of_each_room_to_look_at():
    assert {action.__name__ for action in PUBLIC_ACTIONS} >= {
        *("create_account", "change_password", "invite", "hand_over", "change_settings"),
        *("confirm_erasure", "rename_area", "assign_province"),
    }


def test_only_an_event_can_be_recorded(db):
    with pytest.raises(AttributeError):
        recording.record("thing:1", "submitted", by=None, data={})


def test_a_stored_name_that_no_app_knows_has_general_words():
    with override("en"):
        labels = {history_words.event_label("gone"), awards_words.event_label("gone"), label(None)}

    assert (labels, history_words.event_kind("gone")) == ({"Other deed"}, "steps")


def test_the_history_of_an_assessment_knows_the_events_of_its_awards():
    with override("en"):
        told = {event: history_words.event_label(event.value) for event in AwardEvent}

        assert told == {event: label(event) for event in AwardEvent}
        assert history_words.event_label("certificate-issued") == "Certificate or plaque issued"
        assert awards_words.event_label("certificate-issued") == "Number given"
