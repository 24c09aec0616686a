"""A resident on a phone: from the first page to why the area has its level, and the files of the criteria."""

import re

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from assessments.committee.actions import resolutions
from assessments.workflow.domain import Status
from tests import builders
from tests.browser.pages import go, open_in_own_font, scrolls_sideways

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 900}
ENLARGED = {"width": 640, "height": 450}  # a screen of 1280 pixels at 200 percent
REASON = "ที่ประชุมเห็นว่าข้อมูลการมีส่วนร่วมยังไม่ครบถ้วน"
FOOTER = "document.querySelector('.site-footer').getBoundingClientRect().top + scrollY"
# Rows in sight: whether each name has the whole width, and whether a word of it goes over two lines.
NAMES = """rows => rows.filter(row => row.offsetHeight).map(row => [
  row.querySelector("th").offsetWidth === row.clientWidth,
  [...row.querySelectorAll("th .word")].every(word => word.offsetHeight < 40),
])"""


@pytest.fixture
def phone(browser, browser_context_args):
    """Return a function that opens a page on a phone, with or without scripts."""
    contexts = []

    def open_page(**options):
        contexts.append(browser.new_context(**{**browser_context_args, "viewport": PHONE, **options}))
        return contexts[-1].new_page()

    yield open_page
    for context in contexts:
        context.close()


def test_a_resident_learns_on_a_phone_why_the_area_has_its_level(site, phone, at, people, accessible):
    call_command("load_areas", verbosity=0)
    assessment = at(Status.COMMITTEE)
    builders.resolve(assessment, people.administrator, level=2, reason=REASON)
    published = resolutions.publish(assessment=assessment, by=people.administrator)
    page = phone()
    open_in_own_font(page, site)
    check_home(page, accessible)

    page.get_by_role("searchbox").first.fill(str(published.area))
    page.get_by_role("button", name=_("Search"), exact=True).first.click()
    expect(page.locator("#areas .list-result")).to_contain_text("พบ 1 พื้นที่")
    go(page, page.locator(".area-list").get_by_role("link", name=str(published.area)))
    accessible(page)
    go(page, page.get_by_role("link", name="เหตุใดจึงได้ระดับ 2").first)

    check_explanation(page, accessible)
    leads_to_the_indicator(page)


def check_home(page, accessible):
    """The first page is short, its names are whole, and the rest of the areas comes without leaving it."""
    accessible(page)
    assert page.evaluate(FOOTER) <= 2500
    rows = page.locator(".compact-rows tbody tr")
    names = rows.evaluate_all(NAMES)
    assert (len(names), set(map(tuple, names))) == (3, {(True, True)})
    page.locator(".area-rest summary").focus()
    page.keyboard.press("Enter")
    expect(rows.last).to_be_visible()
    names = rows.evaluate_all(NAMES)
    assert (len(names), set(map(tuple, names))) == (31, {(True, True)})
    assert not scrolls_sideways(page)


def check_explanation(page, accessible):
    """What was granted comes first with its reason; each level is a card."""
    head = page.locator("[aria-labelledby=granted-title]")
    assert " ".join(head.inner_text().split()).startswith(
        "2 ได้รับการรับรองระดับ 2 · คำนวณได้ระดับ 3 การส่งเสริม เหตุที่ต่างกัน"
    )
    expect(head).to_contain_text(REASON)
    cards = page.locator(".figures-table tbody tr")
    for size in (PHONE, ENLARGED):
        page.set_viewport_size(size)
        tops = cards.evaluate_all("cards => cards.map(card => card.getBoundingClientRect().top)")
        assert len(tops) == 5
        assert tops == sorted(set(tops))
        assert cards.evaluate_all("cards => cards.every(card => card.scrollWidth <= card.clientWidth)")
        assert not scrolls_sideways(page)
        accessible(page)
    page.set_viewport_size(PHONE)


def leads_to_the_indicator(page):
    """What is to be raised says how far it is in words, and leads to its row, which lies folded."""
    blocker = page.locator(".blocker-sentences > li").first
    assert re.search("ปัจจุบัน.*ต้อง", blocker.inner_text(), re.DOTALL)
    row = page.locator(
        f"tr#explanation-{blocker.get_by_role('link').inner_text().lower().replace('.', chr(92) + '.')}"
    )
    expect(row).to_be_hidden()
    blocker.get_by_role("link").click()
    expect(row).to_be_in_viewport()


def fits(page, accessible):
    """A page can be read on a phone and on a wide screen."""
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        accessible(page)
        assert not scrolls_sideways(page), page.url


def test_without_scripts_the_first_page_is_as_short_and_shows_the_other_areas_on_demand(
    site, phone, framework
):
    call_command("load_areas", verbosity=0)
    page = phone(java_script_enabled=False)
    page.goto(site)
    assert page.locator(".site-footer").bounding_box()["y"] <= 2500
    rows = page.locator(".compact-rows tbody tr")
    expect(rows.nth(2)).to_be_visible()
    expect(rows.nth(3)).to_be_hidden()

    page.locator(".area-rest summary").press("Enter")

    expect(rows.last).to_be_visible()


def test_the_footer_leads_to_the_pages_about_the_portal_and_the_criteria_are_taken_along(
    site, phone, framework, accessible
):
    page = phone()
    page.goto(f"{site}{reverse('indicators:criteria-list')}")
    fits(page, accessible)
    for number in range(6):
        go(page, page.locator(".site-footer nav a").nth(number))
        fits(page, accessible)
    page.goto(f"{site}{reverse('indicators:criteria-list')}")

    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").click()

    assert download.value.suggested_filename == f"criteria-{framework.edition}-th.xlsx"
