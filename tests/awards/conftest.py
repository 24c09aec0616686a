"""Fixtures of the tests of awards."""

import pytest

from assessments.entry.actions import entries
from assessments.workflow.domain import Status
from ecotown.accounts.models import Role
from tests import builders


@pytest.fixture(scope="module")
def module_people(module_rows):
    """Return people whom the tests of a module share."""
    return builders.People(
        builders.officer_of(builders.ProvinceBuilder(name_th="สมุทรสาคร")),
        builders.UserBuilder(role=Role.ASSESSOR),
        builders.UserBuilder(role=Role.ASSESSOR),
        builders.UserBuilder(role=Role.ADMINISTRATOR),
    )


@pytest.fixture(scope="module")
def module_published(module_people):
    """Publish an assessment once for the module; a test that changes it reads it anew."""
    draft = entries.open_assessment(
        area=builders.AreaBuilder(province=module_people.officer.provinces.get()),
        cycle=builders.CycleBuilder(framework=builders.working_framework()),
        by=None,
    )
    return builders.take_to(Status.PUBLISHED, draft, module_people)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def ceremony(administrator):
    """Return a ceremony with a published design for every kind and purpose."""
    return builders.ceremony(administrator)


@pytest.fixture
def factories(ceremony, administrator):
    """Return three factories that receive a certificate each."""
    return [builders.recipient(ceremony, administrator) for _ in range(3)]


@pytest.fixture
def demonstration_cycle(cycle):
    """Make the cycle a demonstration; to be requested before fixtures that issue awards."""
    cycle.is_demonstration = True
    cycle.save()
