"""The list of indicators of an audit, and the confirmation of steps that concern many, in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assessments.audit.actions import assignments
from assessments.audit.models.verdicts import Verdict
from assessments.evidence import actions
from assessments.workflow.domain import Status
from tests import builders, files
from tests.browser.pages import go, scrolls_sideways

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def taken(draft, at, people):
    """Return an internal audit in hand, with a file at EN9.1 alone."""
    evidence = builders.add_evidence(draft, files.pdf(), "report.pdf", by=people.officer)
    actions.cite(evidence=evidence, code="EN9.1", page="1", by=people.officer)
    submitted = at(Status.INTERNAL_AUDIT)
    assignments.take_on(assessment=submitted, by=people.internal)
    return submitted


def url(site, name, assessment, *arguments):
    return f"{site}{reverse(f'assessments:{name}', args=[assessment.pk, *arguments])}"


def choice(page, show):
    return page.locator(f"nav.audit-filter a[href*='show={show}']")


def test_the_choice_stays_and_the_exceptions_are_confirmed(site, sign_in, taken, people, accessible):
    page = sign_in(people.internal)
    page.goto(url(site, "audit-indicator", taken, "EN1.1"))
    expect(page.locator(".audit-list h3")).to_have_count(20)
    assert (
        page.evaluate("document.documentElement.scrollHeight")
        - page.evaluate("document.querySelector('footer').getBoundingClientRect().bottom + window.scrollY")
        <= 1
    )

    go(page, choice(page, "without-evidence"))
    expect(choice(page, "without-evidence")).to_have_attribute("aria-current", "true")
    expect(page.locator(".audit-list a")).to_have_count(40)
    with page.expect_navigation():
        page.keyboard.press("j")
    expect(choice(page, "without-evidence")).to_have_attribute("aria-current", "true")
    expect(page.locator(".audit-list [aria-current] .audit-code")).to_have_text("EN1.2")
    page.keyboard.press("a")
    expect(choice(page, "waiting")).to_contain_text("40")
    expect(choice(page, "without-evidence")).to_have_attribute("aria-current", "true")
    accessible(page)

    go(page, choice(page, "changed"))
    expect(page.locator(".audit-note")).to_contain_text("ไม่มีตัวชี้วัดในกลุ่มนี้")
    expect(page.locator(".audit-list a")).to_have_count(0)
    accessible(page)
    go(page, page.locator(".audit-note a"))
    expect(page.locator(".audit-list a")).to_have_count(41)

    accept = page.locator("a[href$='/accept-rest/']")
    accept.click()
    dialog = page.locator("dialog[open]")
    expect(dialog.get_by_role("heading", level=2)).to_contain_text("40 ตัวชี้วัด")
    named = reverse("assessments:audit-indicator", args=[taken.pk, "SO1.1"])
    expect(dialog.locator(f"a[href='{named}']")).to_have_count(2)
    accessible(page)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert Verdict.objects.count() == 1
    go(page, accept)
    expect(page.locator(".audit-list .bulk-mark")).to_have_count(40)

    passing = page.locator("a[href$='/pass/']")
    passing.click()
    expect(dialog.get_by_role("heading", level=2)).to_have_text("ยืนยันให้ผ่านการตรวจประเมินภายในหรือไม่")
    page.keyboard.press("Escape")
    go(page, passing)
    taken.refresh_from_db()
    assert (taken.status, page.problems) == (Status.EXTERNAL_AUDIT, [])


def test_without_scripts_the_exceptions_stand_on_a_page(site, sign_in, taken, people, accessible):
    page = sign_in(people.internal, viewport=PHONE, java_script_enabled=False)
    page.goto(url(site, "audit", taken) + "?show=without-evidence")
    expect(page.locator(".audit-list a")).to_have_count(40)

    page.locator("form:has(input[value=accept]) button").click()
    expect(choice(page, "without-evidence")).to_have_attribute("aria-current", "true")
    page.locator("a[href$='/accept-rest/']").click()

    expect(page.get_by_role("heading", level=2).first).to_contain_text("40 ตัวชี้วัด")
    page.locator("main form button").click()
    expect(page.locator(".audit-list .bulk-mark")).to_have_count(40)


def test_on_a_phone_the_list_is_one_line_above_the_indicator(site, sign_in, taken, people, accessible):
    page = sign_in(people.internal, viewport=PHONE)
    page.goto(url(site, "audit-indicator", taken, "EN1.1"))

    expect(page.locator(".audit-list")).to_be_hidden()
    heights = [page.locator(part).bounding_box() for part in (".audit-places", ".audit-card")]
    assert heights[0]["y"] + heights[0]["height"] <= heights[1]["y"]
    accessible(page)
    page.locator(".audit-places summary").first.click()
    accessible(page)
    page.locator("a[href$='/accept-rest/']").click()
    expect(page.locator("dialog[open] .btn-primary")).to_be_in_viewport()
    accessible(page)
    assert not scrolls_sideways(page)
