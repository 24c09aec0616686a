"""Dates: typed, picked by the keyboard alone, and read back with their weekday, in a real browser."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from assessments.workflow.domain import Status
from ecotown.common.holidays.models import PublicHoliday
from ecotown.common.thai import dates
from tests import builders
from tests.browser.pages import scrolls_sideways, take

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def judged(at, people):
    """Return an assessment of which one indicator is to be returned."""
    assessment = at(Status.INTERNAL_AUDIT)
    builders.audit(assessment, people.internal, returning=["EN9.1"])
    return assessment


def typed(day):
    return f"{day.day}/{day.month}/{dates.year(day)}"


def months_later(day, months):
    """Return the first day of a month some months after that of `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1, day=1)


@pytest.mark.parametrize("options", [{}, PHONE], ids=["wide", "phone"])
def test_a_due_date_is_picked_by_the_keyboard(site, sign_in, judged, people, accessible, options):
    page = sign_in(people.internal, **options)
    page.goto(f"{site}{reverse('assessments:return', args=[judged.pk])}")
    field, words = page.locator("input[name=due_on]"), page.locator("[data-date-words]")
    suggested = dates.read_date(field.input_value())
    expect(words).to_have_text(dates.weekday_date(suggested))
    holiday = months_later(suggested, 13) + timedelta(days=9)
    PublicHoliday.objects.create(
        day=holiday, name_th="วันหยุดทดสอบ", name_en="Test holiday", confidence="rule", source="มติ"
    )

    field.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("dialog.date-picker")).to_be_visible()
    focused = page.locator("dialog td:focus")
    expect(focused).to_have_attribute("data-day", suggested.isoformat())
    accessible(page)
    assert not scrolls_sideways(page)
    sunday = suggested - timedelta(days=(suggested.weekday() + 1) % 7)
    for key, day in [
        ("ArrowRight", suggested + timedelta(days=1)),
        ("ArrowUp", suggested - timedelta(days=6)),
        ("ArrowDown", suggested + timedelta(days=1)),
        ("ArrowLeft", suggested),
        ("Home", sunday),
        ("End", sunday + timedelta(days=6)),
    ]:
        page.keyboard.press(key)
        expect(focused).to_have_attribute("data-day", day.isoformat())
    page.keyboard.press("Escape")
    expect(page.locator("dialog.date-picker")).to_have_count(0)
    expect(page.locator("[data-date-open]")).to_be_focused()
    assert dates.read_date(field.input_value()) == suggested

    page.reload()
    field.fill(typed(suggested.replace(day=10)))
    page.locator("[data-date-open]").press("Enter")
    expect(focused).to_have_attribute("data-day", suggested.replace(day=10).isoformat())
    page.keyboard.press("Shift+PageDown")
    page.keyboard.press("PageDown")
    expect(focused).to_have_attribute("data-day", holiday.isoformat())
    month = f"{dates.MONTHS[holiday.month - 1]} {dates.year(holiday)}"
    expect(page.locator("dialog [data-month]")).to_have_text(month)
    note = f"{dates.weekday_date(holiday)}, วันหยุดทดสอบ"
    expect(page.locator("dialog [data-note]")).to_have_text(note)
    page.keyboard.press("Enter")

    expect(field).to_have_value(typed(holiday))
    expect(words).to_have_text(dates.weekday_date(holiday))
    expect(page.locator("[data-date-warning]")).to_have_text("ตรงกับวันหยุดราชการ: วันหยุดทดสอบ")
    accessible(page)
    assert page.problems == []


def test_a_typed_date_is_said_with_its_weekday_and_a_doubtful_one_is_refused_at_once(
    site, sign_in, judged, people
):
    day = timezone.localdate() + timedelta(days=30)
    page = sign_in(people.internal)
    page.goto(f"{site}{reverse('assessments:return', args=[judged.pk])}")
    field, warning = page.locator("input[name=due_on]"), page.locator("[data-date-warning]")

    field.fill("14/12/26")
    expect(warning).to_contain_text("โปรดพิมพ์ปีให้ครบสี่หลัก")
    field.fill(dates.short_date(day))
    expect(page.locator("[data-date-words]")).to_have_text(dates.weekday_date(day))
    expect(warning).not_to_contain_text("โปรดพิมพ์ปี")
    take(page, _("Return to the province"))

    expect(page.get_by_text(dates.long_date(day)).first).to_be_visible()


def test_without_scripts_a_date_is_typed(site, sign_in, judged, people):
    day = timezone.localdate() + timedelta(days=30)
    page = sign_in(people.internal, java_script_enabled=False)
    page.goto(f"{site}{reverse('assessments:return', args=[judged.pk])}")

    expect(page.locator("[data-date-open]")).to_be_hidden()
    page.fill("input[name=due_on]", "14/12/26")
    page.get_by_role("button", name=_("Return to the province")).click()
    expect(page.locator(".invalid-feedback")).to_contain_text("โปรดพิมพ์ปีให้ครบสี่หลัก")
    page.fill("input[name=due_on]", dates.long_date(day))
    page.get_by_role("button", name=_("Return to the province")).click()

    judged.refresh_from_db()
    assert judged.status == Status.RETURNED
    assert judged.returns.get().due_on == day


def test_in_english_the_picker_speaks_of_the_common_era(site, sign_in, judged, people, settings):
    page = sign_in(people.internal)
    page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": site}])
    page.goto(f"{site}{reverse('assessments:return', args=[judged.pk])}")
    day = dates.read_date(page.locator("input[name=due_on]").input_value())

    page.get_by_role("button", name="Choose a date").press("Enter")

    expect(page.locator("dialog [data-month]")).to_have_text(f"{day:%B %Y}")
    page.keyboard.press("Enter")
    expect(page.locator("input[name=due_on]")).to_have_value(f"{day.day}/{day.month}/{day.year}")
    expect(page.locator("[data-date-words]")).to_have_text(f"{day:%A, %-d %B %Y}")
