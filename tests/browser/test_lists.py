"""Lists in a browser: searched, sorted, turned over and ticked, also on a phone and without scripts."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assessments.audit.models.assignments import Assignment
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from tests import builders
from tests.browser.pages import go, scrolls_sideways

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
PHONE = {"width": 390, "height": 844}
AREA_NAMES = "tbody .area-name"


@pytest.fixture
def many(cycle):
    """54 drafts: 50 of one province, four of another."""
    provinces = [builders.ProvinceBuilder(name_th=name) for name in ("กระบี่", "เลย")]
    for number, province in enumerate([provinces[0]] * 50 + [provinces[1]] * 4):
        area = builders.AreaBuilder(province=province, name_th=f"เทศบาลที่ {number:02d}")
        Assessment.objects.create(area=area, cycle=cycle)


def fits(page):
    return not scrolls_sideways(page)


def test_an_assessor_finds_audits_and_shares_the_address(site, sign_in, at, people, accessible):
    submitted = at(Status.INTERNAL_AUDIT)
    other = builders.AreaBuilder(province=builders.ProvinceBuilder(name_th="เลย"), name_th="เทศบาลวังสะพุง")
    row = Assessment.objects.create(area=other, cycle=submitted.cycle)
    builders.take_to(Status.INTERNAL_AUDIT, row, people)
    page = sign_in(people.internal)
    page.goto(site + reverse("assessments:audits"))

    go(page, page.get_by_role("link", name="รับได้ 2"))
    assert page.locator(AREA_NAMES).count() == 2
    page.get_by_role("searchbox").fill("วังสะพุง")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator(AREA_NAMES).all_inner_texts() == ["เทศบาลวังสะพุง"]
    expect(page.get_by_text("พบการประเมิน 1 รายการ")).to_be_visible()
    accessible(page)
    go(page, page.get_by_role("link", name="ค้นหา: “วังสะพุง”"))
    page.get_by_role("link", name="พื้นที่", exact=True).last.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    heading = page.get_by_role("columnheader", name="พื้นที่")
    assert heading.get_attribute("aria-sort") == "ascending"
    shared = sign_in(people.external, viewport=PHONE)
    shared.goto(page.url)
    assert shared.locator(AREA_NAMES).all_inner_texts() == page.locator(AREA_NAMES).all_inner_texts()
    assert fits(shared)
    shared.get_by_text("ตัวกรอง", exact=True).click()
    shared.get_by_label("เรียงตาม").select_option("-area")
    go(shared, shared.get_by_role("button", name="ค้นหา"))
    assert shared.locator(AREA_NAMES).all_inner_texts() == page.locator(AREA_NAMES).all_inner_texts()[::-1]
    accessible(shared)
    assert [*page.problems, *shared.problems] == []


def test_an_administrator_chooses_rows_groups_and_pages(site, sign_in, many, people, accessible):
    page = sign_in(people.administrator)
    page.goto(site + reverse("assessments:assignments"))
    chosen = page.locator("[name=chosen]:checked")

    page.get_by_role("button", name="เลือกทุกแถวที่แสดง").focus()
    page.keyboard.press("Space")
    assert chosen.count() == 50
    expect(page.get_by_text("เลือกแล้ว 50 รายการ")).to_be_visible()
    page.get_by_role("button", name="ล้างการเลือก").click()
    page.get_by_label("ทั้งหมดของจังหวัดกระบี่").check()
    assert chosen.count() == 50
    page.get_by_label("มอบหมายทุกรายการที่พบ 54 รายการ").check()
    expect(page.get_by_text("เลือกแล้ว 54 รายการ")).to_be_visible()
    load = page.locator(".load-table")
    assert load.evaluate("table => table.scrollWidth <= table.parentElement.clientWidth")
    accessible(page)
    page.locator("#id_assessor").select_option(str(people.internal.pk))
    go(page, page.get_by_role("button", name="มอบหมาย", exact=True))

    assert Assignment.objects.filter(assessor=people.internal).count() == 54
    go(page, page.get_by_role("link", name="หน้าถัดไป"))
    assert page.locator(AREA_NAMES).count() == 4
    page.set_viewport_size(PHONE)
    assert fits(page)
    accessible(page)
    assert page.problems == []


def test_rows_are_chosen_without_scripts(site, sign_in, many, people):
    page = sign_in(people.administrator, java_script_enabled=False)
    page.goto(site + reverse("assessments:assignments"))

    go(page, page.get_by_role("link", name="เลือกทุกแถวที่แสดง"))

    assert page.locator("[name=chosen]:checked").count() == 50
    assert page.get_by_label("มอบหมายทุกรายการที่พบ 54 รายการ").is_visible()
    assert not page.get_by_role("button", name="เลือกทุกแถวที่แสดง").is_visible()
