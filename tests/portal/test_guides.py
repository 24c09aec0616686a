"""The guides of the roles: their contents, their links, and the links that lead to them."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from assessments.audit.actions import assignments
from assessments.workflow.domain import Status
from ecotown.accounts.models import Role
from ecotown.portal.words import GUIDES
from tests import builders

THAI = re.compile(r"[\u0e00-\u0e7f]")


@pytest.fixture(params=GUIDES)
def role(request):
    return request.param


@pytest.fixture
def person(db, framework, role):
    return builders.UserBuilder(role=role)


def guide_of(client, role):
    return client.get(reverse("portal:guide", args=[role])).content.decode()


def main_of(page):
    return page.partition("<main")[2].partition("</main>")[0]


def contents_of(page):
    """Return the anchors and words of the table of contents."""
    contents = page.partition('<ol class="guide-contents">')[2].partition("</ol>")[0]
    return re.findall(r'<a href="#([a-z-]+)">(.+?)</a>', contents)


def test_the_contents_name_every_step_in_its_order(client, db, role):
    page = guide_of(client, role)

    steps = re.findall(r'<li class="panel[^"]*" id="([a-z-]+)">\s*<h2>(.+?)</h2>', page)

    assert contents_of(page) == steps
    assert len(dict(steps)) == page.count("<h2>")


def test_every_page_that_a_guide_names_opens_for_its_role(client, person, role):
    client.force_login(person)
    links = set(re.findall(r'<a href="(/[^"#]*)"', main_of(guide_of(client, role))))

    answers = {link: client.get(link, follow=True).status_code for link in links}

    assert answers == dict.fromkeys(links, 200)


def test_a_guide_is_complete_in_english(client, db, role):
    with override("en"):
        client.cookies["django_language"] = "en"
        page = main_of(guide_of(client, role))

    assert THAI.findall(page) == []
    assert "<h1>Guide for " in page


def test_the_list_of_guides_leads_to_each(client, db):
    page = main_of(client.get(reverse("portal:guides")).content.decode())

    assert re.findall(r'<a href="([^"]+)"', page) == [reverse("portal:guide", args=[role]) for role in GUIDES]


def test_there_is_no_guide_of_an_unknown_role(client, db):
    assert client.get(reverse("portal:guide", args=["guest"])).status_code == 404


def test_the_footer_leads_to_the_guide_of_the_role(client, person, role):
    def footer():
        page = client.get(reverse("portal:home")).content.decode().partition("<footer")[2]
        return re.findall(r'<a href="(/help/[^"]*)"', page)

    of_visitor = footer()
    client.force_login(person)

    assert (of_visitor, footer()) == ([reverse("portal:guides")], [reverse("portal:guide", args=[role])])


EMPTY_PAGES = [
    (Role.OFFICER, "assessments:list"),
    (Role.ASSESSOR, "assessments:list"),
    (Role.ASSESSOR, "assessments:audits"),
    (Role.ADMINISTRATOR, "assessments:list"),
    (Role.ADMINISTRATOR, "assessments:audits"),
    (Role.ADMINISTRATOR, "assessments:assignments"),
    (Role.ADMINISTRATOR, "assessments:committee"),
    (Role.ADMINISTRATOR, "assessments:questions"),
    (Role.ADMINISTRATOR, "assessments:history-check"),
    (Role.ADMINISTRATOR, "awards:ceremonies"),
    (Role.ADMINISTRATOR, "awards:designs"),
]


@pytest.mark.parametrize(("role", "name"), EMPTY_PAGES)
def test_an_empty_page_leads_to_the_step_that_says_what_to_do(client, db, role, name):
    client.force_login(builders.UserBuilder(role=role))

    page = main_of(client.get(reverse(name)).content.decode())

    (address, anchor), *others = re.findall(r'<a class="guide-link [^>]*href="([^"#]+)#([a-z-]+)"', page)
    assert (address, others) == (reverse("portal:guide", args=[role.value]), [])
    assert anchor in dict(contents_of(guide_of(client, role.value)))


def test_an_assessment_leads_its_officer_to_the_guide(client, draft, officer, assessor):
    def guide_links(person):
        client.force_login(person)
        pages = [
            client.get(reverse(name, args=[draft.pk]))
            for name in ("assessments:evidence", "assessments:plan")
        ]
        return re.findall(r'href="(/help/[^"]+#[^"]+)"', "".join(page.content.decode() for page in pages))

    assert guide_links(officer) == ["/help/officer/#evidence", "/help/officer/#plan"]
    assert guide_links(assessor) == []


def test_the_guide_for_assessors_names_the_keys_of_the_audit(client, framework, at, people):
    assessment = at(Status.INTERNAL_AUDIT)
    assignments.take_on(assessment=assessment, by=people.internal)
    client.force_login(people.internal)
    url = reverse("assessments:audit-indicator", args=[assessment.pk, "PH1.1"])

    keys = {key.upper() for key in re.findall(r'data-key="([^"]+)"', client.get(url).content.decode())}

    assert keys >= {"A", "C", "D", "E"}
    assert keys <= set(re.findall("<kbd>(.)</kbd>", guide_of(client, Role.ASSESSOR)))
