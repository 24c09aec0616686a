"""Pages on a phone: none scrolls sideways, none has a violation found by axe."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assessments.committee.actions import resolutions
from assessments.evidence import actions
from assessments.workflow.domain import Status
from awards.register.actions import awards
from tests import builders, files
from tests.browser.pages import scrolls_sideways

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
PHONE = {"width": 390, "height": 844}
EDGES = "parts => parts.map(part => part.getBoundingClientRect()).map(box => [box.left, box.right])"


def test_the_departments_pages_fit_a_phone(site, sign_in, at, draft, people, accessible):
    evidence = builders.add_evidence(draft, files.pdf(), "รายงาน" * 12 + ".pdf", by=people.officer)
    actions.cite(evidence=evidence, code="EN1.1", page="3", note="ตาราง 1", by=people.officer)
    waiting = at(Status.COMMITTEE)
    page = sign_in(people.administrator, viewport=PHONE)

    too_wide = [look(page, site, accessible, *place) for place in places_before(waiting)]
    builders.resolve(waiting, people.administrator, level=3)
    published = resolutions.publish(assessment=waiting, by=people.administrator)
    awards.issue_certificate(assessment=published, by=people.administrator)
    builders.ask(published, code="EN9.1")
    builders.propose(published, by=people.administrator)
    too_wide += [look(page, site, accessible, *place) for place in places_after(published)]

    assert [place for place in too_wide if place] == []


def test_the_menu_has_the_whole_width_of_a_phone(site, sign_in, people, accessible):
    page = sign_in(people.administrator, viewport=PHONE)
    page.goto(f"{site}{reverse('assessments:list')}")
    menu = page.locator("#site-menu")

    page.locator(".site-menu-open").click()
    accessible(page)
    edges = menu.locator("ul, .site-account").evaluate_all(EDGES)
    padding = 24
    assert edges == [[padding, PHONE["width"] - padding]] * 2
    assert not scrolls_sideways(page)

    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    assert page.problems == []


def places_before(assessment):
    return [
        ("assessments:list",),
        ("assessments:committee",),
        ("assessments:history-check",),
        ("assessments:detail", assessment.pk),
        ("assessments:aspect", assessment.pk, "EN1"),
        ("assessments:evidence", assessment.pk),
        ("assessments:history", assessment.pk),
        ("assessments:resolve", assessment.pk),
    ]


def places_after(assessment):
    meeting = assessment.resolution.meeting_id
    return [
        ("assessments:list",),
        ("assessments:committee",),
        ("assessments:meeting", meeting),
        ("assessments:change-meeting", meeting),
        ("assessments:roster", meeting),
        ("assessments:record", meeting),
        ("assessments:resolve-all", meeting),
        ("assessments:room", meeting, assessment.pk),
        ("assessments:questions",),
        ("assessments:question", assessment.questions.get().pk),
        ("assessments:correction", assessment.pk, assessment.corrections.get().pk),
        ("assessments:ask", assessment.pk),
        ("assessments:find-question",),
        ("awards:certificate", assessment.pk),
        ("awards:signing",),
        ("portal:area", assessment.area.key),
        ("indicators:criteria", assessment.cycle.framework.edition),
    ]


def look(page, site, accessible, name, *arguments):
    """Return the name of the page if it scrolls sideways, else an empty text."""
    response = page.goto(f"{site}{reverse(name, args=arguments)}")
    assert response.status == 200
    accessible(page)
    return name if scrolls_sideways(page) else ""
