"""Fixtures of the tests of people: two administrators, an officer with a province, an assessment."""

import pytest

from assessments.entry.actions import entries
from ecotown.accounts.models import Role
from ecotown.common.history import recording
from ecotown.people.actions import people
from tests import builders


@pytest.fixture
def province(db):
    return builders.ProvinceBuilder(name_th="สมุทรสาคร")


@pytest.fixture
def administrator(db):
    return builders.UserBuilder(role=Role.ADMINISTRATOR, signing_name="ผู้ดูแลหนึ่ง")


@pytest.fixture
def second(db):
    return builders.UserBuilder(role=Role.ADMINISTRATOR, signing_name="ผู้ดูแลสอง")


@pytest.fixture
def third(db):
    return builders.UserBuilder(role=Role.ADMINISTRATOR, signing_name="ผู้ดูแลสาม")


@pytest.fixture
def officer(province):
    return builders.officer_of(province, signing_name="เจ้าหน้าที่หนึ่ง")


@pytest.fixture
def assessor(db):
    return builders.UserBuilder(role=Role.ASSESSOR, signing_name="ผู้ตรวจหนึ่ง")


@pytest.fixture
def draft(province):
    cycle = builders.CycleBuilder(framework=builders.working_framework())
    return entries.open_assessment(area=builders.AreaBuilder(province=province), cycle=cycle, by=None)


@pytest.fixture
def invite(administrator, province):
    """Return a function that invites an officer of the province, or another person."""

    def invite(**values):
        facts = {
            "signing_name": "นางสาวใหม่ ทดสอบ",
            "role": Role.OFFICER,
            "terms": [people.Term(province)],
            "by": administrator,
        }
        return people.invite(**{**facts, **values})

    return invite


@pytest.fixture
def events():
    """Return a function: the events of a person by others than the seals of names, oldest first."""

    def events(person):
        rows = recording.events_of(f"user:{person.pk}")
        return [(row.name, row.by, row.data) for row in rows if row.name != "name-sealed"]

    return events
