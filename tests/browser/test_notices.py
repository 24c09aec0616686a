"""My work, the notices and their settings, in a real browser."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from assessments.workflow.domain import Status
from ecotown.notices.models import Notice
from tests.browser.pages import scrolls_sideways

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.mark.parametrize(
    "options", [{}, PHONE, {"java_script_enabled": False}], ids=["wide", "phone", "no-js"]
)
def test_a_notice_is_followed_and_the_rest_marked_as_read(site, sign_in, at, people, accessible, options):
    published = at(Status.PUBLISHED)
    page = sign_in(people.officer, **options)

    page.goto(f"{site}{reverse('assessments:list')}")
    page.locator(".bell:visible").click()
    fold = page.locator(".notice.is-unread")
    expect(fold).to_have_count(1)
    expect(fold.locator("summary")).to_contain_text("3 รายการ")
    expect(fold.locator(".link-button")).to_have_count(3)
    expect(fold.locator(".link-button").first).to_be_hidden()
    fold.locator("summary").press("Enter")
    if "java_script_enabled" not in options:
        accessible(page)
        assert not scrolls_sideways(page)
    page.locator(".notice .link-button").first.click()
    expect(page).to_have_url(f"{site}{published.get_absolute_url()}")
    assert Notice.objects.filter(user=people.officer).unread().count() == 2

    page.goto(f"{site}{reverse('notices:list')}")
    expect(page.locator(".notice.is-unread summary")).to_contain_text("2 รายการ")
    expect(page.locator(".bell-count:visible")).to_contain_text("1")
    page.get_by_role("button", name="อ่านแล้วทั้ง 2 รายการ").click()
    expect(page.locator(".notice.is-unread")).to_have_count(0)
    expect(page.locator(".bell-count")).to_have_count(0)
    assert page.problems == []


@pytest.mark.parametrize("options", [{}, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("role", ["officer", "external", "administrator"])
def test_my_work_and_the_settings_fit_and_are_accessible(
    site, sign_in, at, people, accessible, role, options
):
    at(Status.PUBLISHED if role == "administrator" else Status.EXTERNAL_AUDIT)
    page = sign_in(getattr(people, role), **options)

    for name in ("assessments:list", "notices:choices"):
        page.goto(f"{site}{reverse(name)}")
        accessible(page)
        assert not scrolls_sideways(page)

    page.uncheck("input[name=digest]")
    page.get_by_role("button", name=_("Save")).click()
    expect(page.get_by_text(_("Your choice was saved."))).to_be_visible()
    expect(page.locator("input[name=digest]")).not_to_be_checked()
