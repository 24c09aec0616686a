"""A visitor reads the handbook of the criteria, has its file made and waits for it."""

from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from ecotown.common.produced_files.words import ERRORS
from indicators.handbook.models import Handbook
from tests.browser.pages import go, scrolls_sideways

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
PHONE = {"viewport": {"width": 390, "height": 844}}


def has_no_overflow(page):
    return not scrolls_sideways(page)


def test_a_visitor_asks_for_the_handbook_and_downloads_it(site, page, worker, framework, accessible):
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(site + framework.get_absolute_url())
    go(page, page.get_by_role("link", name=_("Handbook of the criteria")))
    accessible(page)

    page.get_by_role("button", name=_("Have the file made")).first.click()
    link = page.locator("#handbook-files a[href$='/handbook/th/']")
    expect(link).to_be_visible(timeout=120_000)
    with page.expect_download() as download:
        link.click()

    assert download.value.suggested_filename == f"handbook-{framework.edition}-th.pdf"
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
    page.get_by_role("navigation", name=_("Contents")).get_by_role("link", name="EN9.2").click()
    expect(page.locator("[id='indicator-EN9.2']")).to_be_in_viewport()
    assert problems == []


def test_the_handbook_on_a_phone_in_both_languages(
    site, browser, browser_context_args, framework, accessible
):
    context = browser.new_context(**{**browser_context_args, **PHONE})
    page = context.new_page()
    url = site + reverse("indicators:handbook", args=[framework.edition])
    for language in ("th", "en"):
        context.add_cookies([{"name": "django_language", "value": language, "url": site}])
        page.goto(url)
        accessible(page)
        assert has_no_overflow(page)
    context.close()


def test_a_file_says_how_far_it_is(site, sign_in, framework, administrator, accessible):
    page = sign_in(administrator)
    page.goto(site + reverse("indicators:handbook", args=[framework.edition]))
    files = page.locator("#handbook-files")

    page.get_by_role("button", name=_("Have the file made")).first.click()
    expect(files).to_contain_text(str(Handbook.State.WAITING.label))
    accessible(page)
    Handbook.objects.update(state="failed", error="lost", attempts=3)
    expect(files).to_contain_text(str(ERRORS["lost"]))
    accessible(page, "#handbook-files")
    page.get_by_role("button", name=_("Try again")).click()

    expect(files).to_contain_text(str(Handbook.State.WAITING.label))
    assert page.problems == []
