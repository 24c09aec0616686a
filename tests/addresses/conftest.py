"""Fixtures of the tests of addresses: people, and one published assessment that all of them share."""

from typing import NamedTuple

import pytest
from django.db import transaction

from areas.models import Province
from assessments.entry.actions import entries as actions
from assessments.workflow.models import Assessment
from ecotown.accounts.models import Role, User
from tests import builders
from tests.addresses.address import ROLES
from tests.addresses.invited import add_invited_person
from tests.addresses.published import publish
from tests.addresses.registered import add_registered_area
from tests.addresses.visits import visit


class Shared(NamedTuple):
    """The keys of what the tests share; each test reads the rows anew."""

    assessment: int
    people: builders.People
    other_officer: int


@pytest.fixture(scope="package")
def package_rows(django_db_setup, django_db_blocker):
    """Keep the rows of fixtures until the tests of addresses end; what a test writes is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def shared(package_rows):
    """Publish an assessment once for all tests: it takes seconds, and no test changes it for the next."""
    framework = builders.working_framework()
    province = builders.ProvinceBuilder(name_th="สมุทรสาคร")
    people = builders.People(
        builders.officer_of(province),
        builders.UserBuilder(role=Role.ASSESSOR),
        builders.UserBuilder(role=Role.ASSESSOR),
        builders.UserBuilder(role=Role.ADMINISTRATOR),
    )
    other_officer = builders.officer_of(builders.ProvinceBuilder(name_th="ระยอง"))
    draft = actions.open_assessment(
        area=builders.AreaBuilder(province=province),
        cycle=builders.CycleBuilder(framework=framework),
        by=None,
    )
    builders.load_year(builders.AreaBuilder(province=province), by=people.officer)
    assessment = publish(draft, people)
    add_registered_area(people.administrator)
    add_invited_person(province)
    return Shared(assessment.pk, builders.People(*(user.pk for user in people)), other_officer.pk)


@pytest.fixture
def published(db, shared):
    return Assessment.objects.get(pk=shared.assessment)


@pytest.fixture
def cycle(published):
    return published.cycle


@pytest.fixture
def province(db, shared):
    return Province.objects.get(officers=shared.people.officer)


@pytest.fixture
def officer(db, shared):
    return User.objects.get(pk=shared.people.officer)


@pytest.fixture
def other_officer(db, shared):
    return User.objects.get(pk=shared.other_officer)


@pytest.fixture
def assessor(db, shared):
    return User.objects.get(pk=shared.people.internal)


@pytest.fixture
def second_assessor(db, shared):
    return User.objects.get(pk=shared.people.external)


@pytest.fixture
def administrator(db, shared):
    return User.objects.get(pk=shared.people.administrator)


@pytest.fixture
def users(officer, other_officer, assessor, administrator):
    return dict(zip(ROLES, (None, officer, other_officer, assessor, administrator), strict=True))


@pytest.fixture(scope="package")
def answers_by_role(shared):
    """Keep the answers to each role, which several tests read, until the published assessment goes."""
    return {}


@pytest.fixture
def answers_to(answers_by_role, published, users):
    """Return a function: the answers of all addresses to a role, by name and method."""

    def answers(role):
        if role not in answers_by_role:
            answers_by_role[role] = visit(users[role], role, published, users["administrator"])
        return answers_by_role[role]

    return answers
