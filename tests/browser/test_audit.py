"""An audit in a real browser: by keys alone, with two returns, until the committee has it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from playwright.sync_api import expect

from assessments.audit import words as audit_words
from assessments.audit.actions import assignments
from assessments.audit.models.comments import Thread
from assessments.audit.models.verdicts import Verdict
from assessments.audit.queries import audits
from assessments.evidence import actions
from assessments.workflow import words as workflow_words
from assessments.workflow.domain import Status, Step
from ecotown.common.thai import dates
from tests import builders, files
from tests.browser.pages import go, scrolls_sideways, take

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def submitted(draft, at, people):
    """Return a submitted assessment with all values, and one PDF cited at its second page."""
    evidence = builders.add_evidence(draft, files.pdf(), "report.pdf", by=people.officer)
    actions.cite(evidence=evidence, code="EN9.1", page="1", by=people.officer)
    return at(Status.INTERNAL_AUDIT)


def url(site, name, assessment, *arguments):
    return f"{site}{reverse(f'assessments:{name}', args=[assessment.pk, *arguments])}"


def expect_verdict(page, kind):
    expect(page.locator("#verdict-title .state-badge")).to_have_text(str(audit_words.VERDICTS_GIVEN[kind]))


def accept_the_rest(page):
    go(page, page.locator("a[href$='/accept-rest/']"))


def send_back(page, site, assessment):
    day = timezone.localdate() + timedelta(days=7)
    page.goto(url(site, "return", assessment))
    page.fill("input[name=due_on]", f"{day.day}/{day.month}/{day.year + dates.BUDDHIST_ERA}")
    take(page, _("Return to the province"))
    expect(page.get_by_text(pgettext("status", "Returned for correction")).first).to_be_visible()


def correct(page, site, assessment, value, accessible):
    """Change the value, leave a reply, submit again."""
    page.goto(f"{site}{assessment.get_absolute_url()}")
    accessible(page)
    go(page, page.locator(".returned-list a").first)
    expect(page.locator("article[data-autosave]")).to_have_count(1)
    page.fill("input[name='EN9.1-value']", value)
    go(page, page.locator("[name=save]"))
    page.goto(url(site, "resubmit", assessment))
    accessible(page)
    page.fill("textarea[name='EN9.1']", "แก้ตามบัญชีรายชื่อ")
    page.check("input[name=declared]")
    take(page, _("Submit again"))
    expect(page.get_by_text(_("Submitted again to the assessors."))).to_be_visible()


def test_the_whole_path_with_two_returns_by_keys(site, sign_in, submitted, people, accessible):
    inside = sign_in(people.internal)
    inside.goto(url(site, "audit", submitted))
    take(inside, _("Take this audit"))
    inside.goto(url(site, "audit-indicator", submitted, "EN9.1"))
    accessible(inside)
    judge_by_keys(inside, submitted)
    accept_the_rest(inside)
    send_back(inside, site, submitted)

    officer = sign_in(people.officer)
    correct(officer, site, submitted, "8", accessible)

    inside.goto(url(site, "audit", submitted))
    expect(inside.locator(".value-change ins")).to_have_text("8")
    inside.keyboard.press("a")
    expect_verdict(inside, "accept")
    go(inside, inside.get_by_role("link", name=workflow_words.step_label(Step.PASS)))
    expect(inside.get_by_text(pgettext("status", "External audit")).first).to_be_visible()

    outside = sign_in(people.external)
    outside.goto(url(site, "audit", submitted))
    take(outside, _("Take this audit"))
    outside.goto(url(site, "audit-indicator", submitted, "EN9.1"))
    outside.keyboard.press("r")
    outside.keyboard.type("ขอภาพถ่าย")
    outside.get_by_role("button", name=_("Save the verdict")).locator("visible=true").click()
    expect_verdict(outside, "return")
    accept_the_rest(outside)
    send_back(outside, site, submitted)
    correct(officer, site, submitted, "9", accessible)
    outside.goto(url(site, "audit", submitted))
    outside.keyboard.press("a")
    expect_verdict(outside, "accept")
    go(outside, outside.get_by_role("link", name=workflow_words.step_label(Step.RECOMMEND)))

    expect(outside.get_by_text(pgettext("status", "Before the committee")).first).to_be_visible()
    submitted.refresh_from_db()
    assert (submitted.status, audits.audit_of(submitted).round) == (Status.COMMITTEE, 3)
    assert [page.problems for page in (inside, officer, outside)] == [[], [], []]


def judge_by_keys(page, assessment):
    """Judge with the keys of the list; a field that has the focus gets the letter instead."""
    page.keyboard.press("?")
    expect(page.locator("#audit-keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator("[aria-current=true] .audit-code")).to_have_text("EN9.2")
    page.wait_for_load_state()
    page.keyboard.press("k")
    expect(page.locator("[aria-current=true] .audit-code")).to_have_text("EN9.1")
    page.wait_for_load_state()
    page.keyboard.press("a")
    expect(page.locator("[aria-current=true] .audit-code")).to_have_text("EN9.2")
    page.keyboard.press("k")
    expect_verdict(page, "accept")
    page.wait_for_load_state()
    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("1")
    page.keyboard.press("Tab")
    page.keyboard.type("นับซ้ำ a e r")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect_verdict(page, "adjust")
    page.keyboard.press("r")
    page.keyboard.press("Control+a")
    page.keyboard.type("ขอรายชื่อเครือข่าย")
    page.keyboard.press("Control+Enter")
    expect_verdict(page, "return")
    assert Verdict.objects.get().reason == "ขอรายชื่อเครือข่าย"
    page.keyboard.press("c")
    page.locator("#comment-text").fill("หน้า 1 อ่านไม่ชัด")
    page.get_by_role("button", name=_("Send the comment")).click()
    expect(page.get_by_text("หน้า 1 อ่านไม่ชัด")).to_be_visible()
    assert Thread.objects.get().assessment == assessment


def test_the_evidence_opens_beside_its_value(site, sign_in, submitted, people):
    page = sign_in(people.internal)

    page.goto(url(site, "audit-indicator", submitted, "EN9.1"))

    frame = page.locator("iframe[name=evidence]")
    assert frame.get_attribute("src").endswith("/view/#page=1")
    page.keyboard.press("o")
    expect(frame).to_be_visible()
    assert page.problems == []


@pytest.mark.parametrize("name", ["audits", "audit", "recuse", "return"])
def test_the_pages_of_an_assessor_fit_a_phone(site, sign_in, submitted, people, accessible, name):
    builders.audit(submitted, people.internal, returning=["EN9.1"])
    page = sign_in(people.internal, viewport=PHONE)

    page.goto(f"{site}{reverse('assessments:audits')}" if name == "audits" else url(site, name, submitted))

    accessible(page)
    assert not scrolls_sideways(page)


@pytest.mark.parametrize("name", ["detail", "aspect", "resubmit", "threads"])
def test_the_pages_of_a_return_fit_a_phone(site, sign_in, at, people, accessible, name):
    returned = at(Status.RETURNED)
    arguments = {"aspect": ["EN9"], "threads": ["EN9.1"]}.get(name, [])
    page = sign_in(people.officer, viewport=PHONE)

    page.goto(url(site, name, returned, *arguments))

    accessible(page)
    assert not scrolls_sideways(page)


def test_an_audit_works_without_javascript(site, sign_in, submitted, people):
    assignments.take_on(assessment=submitted, by=people.internal)
    page = sign_in(people.internal, java_script_enabled=False)

    page.goto(url(site, "audit-indicator", submitted, "EN9.1"))
    page.locator("form:has(input[value=accept]) button").click()

    expect(page.locator(".audit-card .indicator-code")).to_have_text("EN9.2")
    page.get_by_role("link", name=_("Previous")).click()
    expect_verdict(page, "accept")
