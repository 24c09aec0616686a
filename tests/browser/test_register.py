"""The register of target areas: one is renamed and its certificate verified; areas are split and merged."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from areas.models import TargetArea
from assessments.workflow.domain import Status
from awards.register.actions import awards as award_actions
from ecotown.common.thai.formats import typed_date
from tests import builders
from tests.addresses.registered import BOUNDARY
from tests.browser.pages import go, scrolls_sideways, take

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def award(at, administrator, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return award_actions.issue_certificate(assessment=at(Status.PUBLISHED), by=administrator)


@pytest.mark.parametrize("width", [1280, 390])
def test_an_area_is_renamed_and_its_old_certificate_verified(
    site, sign_in, browser, administrator, accessible, award, width
):
    area = award.assessment.area
    former = area.name_th
    page = sign_in(administrator, viewport={"width": width, "height": 900})
    page.goto(f"{site}{reverse('areas:list')}?q={former}")
    accessible(page)
    go(page, page.get_by_role("link", name=former, exact=True))
    accessible(page)
    go(page, page.get_by_role("link", name="เปลี่ยนชื่อ", exact=True))
    accessible(page)
    page.get_by_label("ชื่อใหม่ภาษาไทย").fill("เทศบาลเมืองสุขใจ")
    page.get_by_label("ตั้งแต่วันที่").fill(typed_date(timezone.localdate()))
    page.get_by_label("ที่มา").fill("ประกาศเปลี่ยนชื่อ")
    take(page, "เปลี่ยนชื่อพื้นที่")
    expect(page.get_by_role("heading", level=1)).to_have_text("เทศบาลเมืองสุขใจ")
    expect(page.get_by_role("main")).to_contain_text(former)
    assert not scrolls_sideways(page)

    visitor = browser.new_page(locale="th-TH", viewport={"width": width, "height": 900})
    visitor.goto(f"{site}/verify/{award.code}/")
    expect(visitor.get_by_role("main")).to_contain_text(former)
    expect(visitor.get_by_role("main")).to_contain_text("ปัจจุบันใช้ชื่อ")
    accessible(visitor)
    visitor.goto(f"{site}/?q={former}")
    go(visitor, visitor.get_by_role("link", name="เทศบาลเมืองสุขใจ", exact=True))
    expect(visitor.get_by_role("complementary", name="ข้อมูลพื้นที่")).to_contain_text(former)
    accessible(visitor)
    visitor.close()


def test_an_area_is_split_and_visitors_are_led_to_its_parts(
    site, sign_in, browser, administrator, accessible, area
):
    page = sign_in(administrator)
    for name in ("ตำบลเหนือ", "ตำบลใต้"):
        page.goto(f"{site}{reverse('areas:list')}")
        go(page, page.get_by_role("link", name="เพิ่มพื้นที่", exact=True))
        page.get_by_label("จังหวัด").select_option(label=area.province.name_th)
        page.get_by_label("ชื่อภาษาไทย").fill(name)
        page.get_by_label("ที่มา").fill("ประกาศแบ่งพื้นที่")
        accessible(page)
        take(page, "เพิ่มพื้นที่")
    north = TargetArea.objects.get(name_th="ตำบลเหนือ")
    page.goto(f"{site}{reverse('areas:save-boundary', args=[north.pk])}")
    page.get_by_label("ไฟล์ GeoJSON").set_input_files(
        {"name": "ขอบเขต.geojson", "mimeType": "application/geo+json", "buffer": BOUNDARY}
    )
    page.get_by_label("ที่มา").fill("กรม")
    take(page, "บันทึกขอบเขต")
    expect(page.get_by_role("img", name="ขอบเขตของตำบลเหนือ")).to_be_visible()
    accessible(page)

    page.goto(f"{site}{reverse('areas:end', args=[area.pk])}")
    accessible(page)
    page.get_by_label("สิ้นสุดตั้งแต่วันที่").fill(typed_date(timezone.localdate() - timedelta(days=1)))
    page.get_by_label("เหตุผล").fill("แบ่งเป็นสองพื้นที่")
    page.get_by_label("ตำบลเหนือ").check()
    page.get_by_label("ตำบลใต้").check()
    take(page, "บันทึกการสิ้นสุด")
    expect(page.get_by_role("heading", level=2).first).to_contain_text("สิ้นสุดการเป็นพื้นที่เป้าหมาย")
    accessible(page)

    visitor = browser.new_page(locale="th-TH")
    visitor.goto(f"{site}{area.get_absolute_url()}")
    accessible(visitor)
    go(visitor, visitor.get_by_role("link", name="ตำบลเหนือ", exact=True))
    expect(visitor.get_by_role("img", name="ขอบเขตของตำบลเหนือ")).to_be_visible()
    expect(visitor.get_by_role("complementary", name="ข้อมูลพื้นที่")).to_contain_text(area.name_th)
    accessible(visitor)
    visitor.close()


def test_two_areas_are_merged_and_each_keeps_its_history(
    site, sign_in, browser, administrator, accessible, award
):
    west, east = award.assessment.area, builders.AreaBuilder(province=award.assessment.area.province)
    page = sign_in(administrator)
    page.goto(f"{site}{reverse('areas:add')}")
    page.get_by_label("จังหวัด").select_option(label=west.province.name_th)
    page.get_by_label("ชื่อภาษาไทย").fill("เทศบาลเมืองรวมใจ")
    page.get_by_label("ที่มา").fill("ประกาศรวมพื้นที่")
    take(page, "เพิ่มพื้นที่")
    merged = TargetArea.objects.get(name_th="เทศบาลเมืองรวมใจ")
    for area in (west, east):
        page.goto(f"{site}{reverse('areas:end', args=[area.pk])}")
        page.get_by_label("สิ้นสุดตั้งแต่วันที่").fill(typed_date(timezone.localdate() - timedelta(days=1)))
        page.get_by_label("เหตุผล").fill("รวมเป็นพื้นที่เดียว")
        page.get_by_label(merged.name_th).check()
        accessible(page)
        take(page, "บันทึกการสิ้นสุด")
        expect(page.get_by_role("link", name=merged.name_th, exact=True)).to_be_visible()
        page.goto(f"{site}{reverse('areas:history', args=[area.pk])}")
        expect(page.get_by_role("main")).to_contain_text("รวมเป็นพื้นที่เดียว")
        accessible(page)
    page.goto(f"{site}{reverse('areas:area', args=[merged.pk])}")
    for area in (west, east):
        expect(page.get_by_role("link", name=area.name_th, exact=True)).to_be_visible()
    page.goto(f"{site}{reverse('areas:history', args=[merged.pk])}")
    expect(page.get_by_role("main")).not_to_contain_text("รวมเป็นพื้นที่เดียว")

    visitor = browser.new_page(locale="th-TH", viewport={"width": 390, "height": 900})
    visitor.goto(f"{site}/?q={west.name_th}")
    go(visitor, visitor.get_by_role("link", name=west.name_th, exact=True))
    expect(visitor.get_by_role("main")).to_contain_text(f"{award.assessment.cycle.year}")
    accessible(visitor)
    go(visitor, visitor.get_by_role("link", name=merged.name_th, exact=True))
    before = visitor.get_by_role("complementary", name="ข้อมูลพื้นที่")
    expect(before).to_contain_text(east.name_th)
    accessible(visitor)
    go(visitor, before.get_by_role("link", name=west.name_th, exact=True))
    expect(visitor.get_by_role("main")).to_contain_text(merged.name_th)
    visitor.goto(f"{site}/verify/{award.code}/")
    expect(visitor.get_by_role("main")).to_contain_text(west.name_th)
    accessible(visitor)
    visitor.close()
