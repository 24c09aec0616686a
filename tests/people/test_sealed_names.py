"""A person who is called otherwise: the name changes with its seal, earlier steps keep the former one."""

import pytest

from ecotown.common.history import reading, recording
from ecotown.common.history.events import EventName, Meaning
from ecotown.people.actions import people
from ecotown.people.queries.people import seal_of

pytestmark = pytest.mark.django_db


class Deed(EventName):
    CHANGED = Meaning("changed", "Changed")


def test_a_new_name_signs_what_comes_and_not_what_was(assessor, administrator):
    former = assessor.signing_name
    recording.record("thing:1", Deed.CHANGED, by=assessor, data={})
    values = {"role": assessor.role, "position": "", "email": "", "terms": (), "seen": seal_of(assessor)}

    person = people.change_person(person=assessor, signing_name="ชื่อใหม่", by=administrator, **values)
    recording.record("thing:1", Deed.CHANGED, by=person, data={})

    assert [event.by for event in reading.shown_events("thing:1", str)] == ["ชื่อใหม่", former]
    assert list(recording.breaks()) == []
