"""Who can see an area: the page lists exactly the people who can open its assessments."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from areas.actions import assign_province
from assessments.workflow.models import Assessment
from ecotown.accounts.models import Role, User
from ecotown.people.queries.areas import access_to, provinces_with_areas
from tests import builders


@pytest.fixture
def everybody(draft, province, officer, assessor, administrator):
    """Return people with every kind of right or none, by name."""
    today, day = timezone.localdate(), timedelta(days=1)
    coming, former, moved, closed = builders.UserBuilder.create_batch(4, role=Role.OFFICER)
    assign_province(province=province, officer=coming, begins_on=today + day, by=None)
    assign_province(province=province, officer=former, ends_on=today - day, by=None)
    for person in (moved, closed):
        assign_province(province=province, officer=person, by=None)
    User.objects.filter(pk=moved.pk).update(role=Role.ASSESSOR)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    builders.officer_of(builders.ProvinceBuilder(name_th="ระยอง"))
    builders.UserBuilder(role=Role.ASSESSOR, is_active=False)
    return {"coming": coming, "former": former, "moved": moved, "closed": closed}


def test_the_page_lists_exactly_who_can_open_the_area(draft, everybody, officer):
    access = access_to(draft.area)
    who_can = {
        user.pk
        for user in User.objects.all()
        if Assessment.objects.visible_to(user).filter(pk=draft.pk).exists()
    }

    assert access.people == who_can
    assert [term.officer for term in access.officers] == [officer]
    assert [term.officer for term in access.coming] == [everybody["coming"]]
    assert {term.officer for term in access.former} == {
        everybody[name] for name in ("former", "moved", "closed")
    }


def test_the_list_of_areas_names_provinces_without_an_officer(client, draft, administrator):
    client.force_login(administrator)
    response = client.get(reverse("people:areas"))

    assert [province.officer_count for province in response.context["provinces"]] == [0]
    assert response.context["without_officer"] == [draft.area.province]


def test_present_officers_are_counted_once(draft, everybody):
    assert [(row.area_count, row.officer_count) for row in provinces_with_areas()] == [(1, 1)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_of_an_area_do_not_grow_with_people(
    client, draft, province, administrator, count, django_assert_num_queries
):
    for _number in range(count):
        builders.officer_of(province)
        builders.UserBuilder(role=Role.ASSESSOR)
    access_to(draft.area)
    with django_assert_num_queries(2):
        assert len(access_to(draft.area).officers) == count
