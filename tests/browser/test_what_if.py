"""The what-if page in a browser: while typing by keyboard, and as a form without a script."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from assessments.entry import queries
from assessments.plans.models import PlanTarget
from tests import builders
from tests.browser.pages import go, scrolls_sideways

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
FIELD = "input[name='EN9.1-value']"
OUTCOME = "#what-if-outcome"


@pytest.fixture
def filled(draft, officer):
    """Return an assessment at level 2."""
    return builders.fill_in(draft, officer, level=2)


@pytest.fixture
def open_sandbox(site, sign_in, filled, officer):
    """Return a function `open_sandbox()` that opens the what-if page from aspect EN9."""

    def enter(**options):
        page = sign_in(officer, **options)
        page.goto(f"{site}{reverse('assessments:what-if', args=[filled.pk])}?aspect=EN9")
        return page

    return enter


def assumed_level(page):
    """Return the badge of the level of the assumed values."""
    return page.locator(f"{OUTCOME} .outcome-levels .level-badge").last


def test_the_level_follows_the_keyboard_and_nothing_is_kept(open_sandbox, filled, accessible):
    page = open_sandbox()
    before = queries.entered_values(filled)

    page.locator(FIELD).focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("99")

    expect(page.locator(f"{OUTCOME} .assumption-list a")).to_have_text(["EN9.1"])
    expect(page.locator("#what-if-feedback-en9\\.1 .what-if-then")).to_contain_text("99")
    expect(page.locator(FIELD)).to_be_focused()
    accessible(page)
    page.keyboard.press("Control+a")
    page.keyboard.type("x")
    expect(page.locator("#what-if-feedback-en9\\.1 .invalid-feedback")).to_be_visible()
    expect(page.locator(f"{OUTCOME} .note-bad")).to_be_visible()
    page.reload()
    expect(page.locator(f"{OUTCOME} .assumption-list")).to_have_count(0)
    assert queries.entered_values(filled) == before
    assert [line for line in page.problems if "422" not in line] == []


def test_the_next_step_is_filled_in_tried_and_kept_by_keyboard(open_sandbox, accessible):
    page = open_sandbox()
    expect(assumed_level(page)).to_have_text(re.compile("2"))

    page.get_by_role("button", name=_("Fill in the smallest next step")).focus()
    page.keyboard.press("Enter")
    expect(assumed_level(page)).to_have_text(re.compile("3"))
    accessible(page)
    page.get_by_role("button", name=_("Keep as targets")).focus()
    page.keyboard.press("Enter")

    expect(page.locator(".plan-table tbody tr")).not_to_have_count(0)
    accessible(page)
    assert page.locator(".plan-table tbody tr").count() == PlanTarget.objects.count()
    go(page, page.locator(".plan-table a").first)
    accessible(page)
    page.get_by_role("button", name=_("Remove the target")).click()
    page.locator("dialog[open] [data-confirm-answer]").click()
    expect(page.locator(".message-success")).to_be_visible()
    assert page.problems == []


def test_without_javascript_it_is_a_plain_form(open_sandbox):
    page = open_sandbox(java_script_enabled=False)

    page.fill(FIELD, "99")
    page.keyboard.press("Enter")
    expect(page.locator(f"{OUTCOME} .assumption-list a")).to_have_text(["EN9.1"])
    page.locator("#what-if-feedback-en9\\.1 button").click()
    expect(page.locator(f"{OUTCOME} .assumption-list")).to_have_count(0)
    page.get_by_role("button", name=_("Fill in the smallest next step")).click()

    expect(assumed_level(page)).to_have_text(re.compile("3"))
    assert not PlanTarget.objects.exists()


def test_one_click_beside_the_level_makes_a_plan(site, sign_in, filled, officer):
    page = sign_in(officer)
    page.goto(f"{site}{filled.get_absolute_url()}")

    page.get_by_role("button", name=_("Plan these indicators")).click()

    expect(page.locator(".plan-table tbody tr").first).to_be_visible()
    assert page.locator(".plan-table tbody tr").count() == PlanTarget.objects.count() > 0


def test_a_phone_keeps_the_level_in_sight(open_sandbox, site, filled, accessible):
    page = open_sandbox(viewport={"width": 390, "height": 844})

    page.locator(FIELD).scroll_into_view_if_needed()

    expect(assumed_level(page)).to_be_in_viewport()
    accessible(page)
    assert not scrolls_sideways(page)
    page.goto(f"{site}{reverse('assessments:plan', args=[filled.pk])}")
    accessible(page)
    assert not scrolls_sideways(page)
