"""A new year in a real browser: values of the year before confirmed in place and by dimension."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from assessments.audit.actions import assignments, comments
from assessments.entry import queries
from assessments.entry.actions import entries
from assessments.entry.domain.values import EntryValue
from assessments.plans import actions as plans_actions
from assessments.workflow.domain import Status
from tests.browser.pages import scrolls_sideways
from tests.builders import CycleBuilder

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
PHONE = {"width": 390, "height": 844}
# What waits: two indicators of one aspect, and one of another dimension.
WAITING = {"EN9.1", "EN9.2", "SO1.1"}


@pytest.fixture
def this_year(at, area, framework, officer):
    """Return the assessment of the year after a published one, in which three values wait."""
    last_year = at(Status.PUBLISHED)
    cycle = CycleBuilder(framework=framework, year=last_year.cycle.year + 1)
    assessment = entries.open_assessment(area=area, cycle=cycle, by=None)
    codes = queries.unconfirmed_codes(assessment) - WAITING
    entries.confirm_entries(assessment=assessment, codes=codes, by=officer)
    return assessment


def address(site, name, assessment, *arguments):
    return f"{site}{reverse(f'assessments:{name}', args=[assessment.pk, *arguments])}"


def fits(page):
    return not scrolls_sideways(page)


def test_values_are_confirmed_in_place_and_the_keyboard_moves_on(
    site, sign_in, this_year, officer, accessible
):
    page = sign_in(officer)
    page.goto(address(site, "aspect", this_year, "EN9"))
    expect(page.locator("#assessment-progress")).to_contain_text("ยืนยันแล้ว 38 · ยกมา 3")
    expect(
        page.locator("#aspect-nav .dimension", has_text="สิ่งแวดล้อม").locator(".carried-mark")
    ).not_to_have_count(0)
    accessible(page)
    page.evaluate("window.isSamePage = true")

    page.locator("[id='confirm-en9.1']").focus()
    page.keyboard.press("Enter")

    expect(page.locator("[id='confirm-en9.2']")).to_be_focused()
    expect(page.locator("[id='confirm-en9.1']")).to_have_count(0)
    expect(page.locator("#assessment-progress")).to_contain_text("ยืนยันแล้ว 39 · ยกมา 2")
    expect(page.locator("[id='feedback-en9.1']")).to_contain_text(str(officer))
    assert page.evaluate("window.isSamePage")

    # What is typed elsewhere meanwhile goes out before the page of the next value opens.
    page.fill("input[name='EN9.1-value']", "๗")
    page.locator("[id='confirm-en9.2']").click()

    expect(page).to_have_url(f"{address(site, 'aspect', this_year, 'SO1')}#confirm-so1.1")
    expect(page.locator("[id='confirm-so1.1']")).to_be_focused()
    assert queries.entered_values(this_year)["EN9.1"].value == 7
    page.keyboard.press("Enter")
    expect(page.locator("[id='indicator-so1.1']")).to_be_focused()
    expect(page.locator("#assessment-progress")).to_contain_text("กรอกแล้ว 41 จาก 41")
    assert queries.unconfirmed_codes(this_year) == set()

    page.goto(address(site, "aspect", this_year, "EN9"))
    page.fill("input[name='EN9.1-value']", "๑๒")
    page.keyboard.press("Tab")
    expect(page.locator("input[name='EN9.1-value']")).to_have_value("12")
    assert page.problems == []


def test_a_dimension_is_confirmed_at_once_on_a_phone_too(site, sign_in, this_year, officer, accessible):
    page = sign_in(officer, viewport=PHONE)
    page.goto(f"{site}{reverse('assessments:list')}")
    page.get_by_role("link", name="ยืนยันค่าที่ยกมา 3 รายการ").click()
    expect(page).to_have_url(address(site, "carried-dimension", this_year, "EN"))
    assert fits(page)
    accessible(page)

    page.get_by_role("button", name=_("Choose all")).click()
    page.get_by_role("button", name=_("Confirm the ticked values")).click()

    expect(page).to_have_url(address(site, "carried-dimension", this_year, "SO"))
    expect(page.locator("#messages")).to_contain_text("ยืนยันแล้ว 2 รายการ")
    page.get_by_label("SO1.1").check()
    page.get_by_role("button", name=_("Confirm the ticked values")).click()
    expect(page).to_have_url(f"{site}{this_year.get_absolute_url()}")
    assert (queries.unconfirmed_codes(this_year), page.problems) == (set(), [])


def test_without_a_script_confirming_keeps_what_was_typed(site, sign_in, this_year, officer):
    page = sign_in(officer, java_script_enabled=False)
    page.goto(address(site, "aspect", this_year, "EN9"))

    page.fill("input[name='EN9.1-value']", "8")
    page.locator("[id='confirm-en9.2']").click()

    expect(page).to_have_url(f"{address(site, 'aspect', this_year, 'SO1')}#confirm-so1.1")
    assert queries.entered_values(this_year)["EN9.1"].value == 8
    assert queries.unconfirmed_codes(this_year) == {"SO1.1"}


def test_an_officer_answers_a_question_from_the_queue_and_changes_a_plan(
    site, sign_in, at, officer, assessor, accessible
):
    assessment = at(Status.INTERNAL_AUDIT)
    assignments.take_on(assessment=assessment, by=assessor)
    comments.open_thread(assessment=assessment, code="EN9.1", text="ที่มาของค่านี้?", by=assessor)
    targets = {"EN9.1": EntryValue(value=Decimal(99)), "SO2.3": EntryValue(value=Decimal(99))}
    details = {"year": assessment.cycle.year + 1, "responsible": "เทศบาล"}
    plans_actions.set_targets(assessment=assessment, targets=targets, **details, by=officer)
    page = sign_in(officer)
    page.goto(f"{site}{reverse('assessments:list')}")

    page.get_by_role("link", name="ตอบความเห็นของผู้ตรวจประเมิน 1 หัวข้อ").click()
    expect(page.get_by_role("button", name=_("Settle"))).to_have_count(0)
    accessible(page)
    page.locator(".thread-answer textarea").fill("จากทะเบียนโรงงาน")
    page.get_by_role("button", name=_("Answer"), exact=True).click()
    page.goto(f"{site}{reverse('assessments:list')}")
    expect(page.get_by_role("link", name="ตอบความเห็นของผู้ตรวจประเมิน")).to_have_count(0)

    page.goto(address(site, "plan", assessment))
    accessible(page)
    page.get_by_role("button", name=_("Choose all")).click()
    page.get_by_label(_("Budget of each (baht)")).fill("๑๒,๐๐๐")
    page.get_by_role("button", name=_("Change the ticked targets")).click()
    expect(page.locator(".plan-table")).to_contain_text("12,000 บาท")
    page.set_viewport_size(PHONE)
    assert fits(page)
    accessible(page)
    assert page.problems == []
