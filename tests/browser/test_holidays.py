"""The public holidays of a year that is missing: from the work of an administrator to a saved list."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from ecotown.common.holidays.models import PublicHoliday
from ecotown.common.thai.dates import BUDDHIST_ERA
from tests.browser.pages import go, take

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]


@pytest.mark.parametrize("width", [1280, 390])
def test_the_holidays_of_a_missing_year_are_entered_and_one_is_removed(
    site, sign_in, administrator, accessible, console, width
):
    year = timezone.localdate().year
    PublicHoliday.objects.create(day=date(year - 1, 1, 1), name_th="วันขึ้นปีใหม่", confidence="rule")
    page = sign_in(administrator, viewport={"width": width, "height": 844})
    page.goto(f"{site}{reverse('assessments:list')}")
    missing = f"{reverse('portal:keep-holidays')}?year={year + BUDDHIST_ERA}"
    go(page, page.locator(f"a[href='{missing}']").first)
    accessible(page)
    page.get_by_label("วันหยุดราชการ").fill("1 ม.ค.\n")
    page.get_by_label("ที่มา").fill("มติคณะรัฐมนตรี")
    console.provokes(422, "/settings/holidays/")
    take(page, "ตรวจสอบรายการ")
    expect(page.locator(".error-summary")).to_contain_text("บรรทัดที่ 1")
    accessible(page)
    be = year + BUDDHIST_ERA
    page.get_by_label("วันหยุดราชการ").fill(f"1 ม.ค. {be}, วันขึ้นปีใหม่\n๖/๔/{be}\tวันจักรี")
    take(page, "ตรวจสอบรายการ")
    expect(page.locator("tbody tr")).to_have_count(2)
    accessible(page)
    take(page, "ยืนยันและบันทึก")
    expect(page.locator("tbody tr")).to_have_count(2)
    go(page, page.get_by_role("button", name=f"นำวันที่ 6 เมษายน {be} ออก"))
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator(".event-list > li")).to_have_count(2)
    accessible(page)
    assert PublicHoliday.objects.filter(day__year=year).get().name_th == "วันขึ้นปีใหม่"
