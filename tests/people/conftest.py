"""Fixtures of the tests of people: two administrators, an officer with a province."""

import pytest

from ecotown.accounts.models import Role
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
def officer(province):
    return builders.officer_of(province, signing_name="เจ้าหน้าที่ หนึ่ง")
