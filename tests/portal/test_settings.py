"""The menu of administrators: an entry of the header, and the pages that the rooms declare."""

import pytest
from django.urls import reverse

from ecotown.accounts.models import Role
from ecotown.configuration import queries
from ecotown.configuration.registry import Section, SettingsPage
from ecotown.people.actions import requests
from tests import builders


@pytest.fixture
def declared(monkeypatch):
    """Declare three pages, one of which administrators may not open."""
    pages = [
        SettingsPage(section, name, permission, name, f"about {name}")
        for section, name, permission in [
            (Section.SYSTEM, "portal:contact", "configuration.change_settings"),
            (Section.PEOPLE, "portal:about", "configuration.open_settings"),
            (Section.SYSTEM, "portal:privacy", "configuration.nobody_has_this"),
        ]
    ]
    monkeypatch.setattr(queries, "SETTINGS_PAGES", pages)


def test_the_menu_lists_by_section_what_the_person_may_open(client, administrator, declared):
    client.force_login(administrator)

    response = client.get(reverse("portal:settings"))

    assert [
        (section.name, [page.url_name for page in section.pages]) for section in response.context["sections"]
    ] == [("people", ["portal:about"]), ("system", ["portal:contact"])]


@pytest.mark.parametrize(("role", "is_offered"), [("administrator", True), ("assessor", False)])
def test_only_administrators_have_the_entry_of_the_header(db, client, request, role, is_offered):
    client.force_login(request.getfixturevalue(role))

    page = client.get(reverse("portal:about")).content.decode()

    assert (f'href="{reverse("portal:settings")}"' in page) is is_offered


def test_the_menu_says_what_waits_for_this_administrator(client, administrator):
    another = builders.UserBuilder(role=Role.ADMINISTRATOR)
    officer = builders.UserBuilder()
    requests.ask_for_administrator(person=officer, reason="ย้ายมากรม", by=another)
    client.force_login(administrator)

    told = client.get(reverse("portal:settings")).content.decode()
    client.force_login(another)
    own = client.get(reverse("portal:settings")).content.decode()

    assert "มีคำขอของผู้ดูแลระบบท่านอื่นรอท่านพิจารณา 1 เรื่อง" in told
    assert "รอท่านพิจารณา" not in own


@pytest.mark.parametrize(
    ("name", "current"),
    [
        pytest.param("portal:settings", "portal:settings", id="the menu"),
        pytest.param("people:invite", "portal:settings", id="below a page of the menu"),
        pytest.param("accounts:locks", "portal:settings", id="a page of the menu elsewhere"),
        pytest.param("areas:list", "portal:settings", id="the register of areas"),
        pytest.param("assessments:cycles", "portal:settings", id="the cycles"),
        pytest.param("portal:home", "portal:home", id="the public areas"),
        pytest.param("assessments:list", "assessments:list", id="the own work"),
    ],
)
def test_the_header_shows_where_an_administrator_is(client, administrator, name, current):
    client.force_login(administrator)

    entries = client.get(reverse(name)).context["navigation_entries"]

    assert [entry.url for entry in entries if entry.is_current] == [reverse(current)]
