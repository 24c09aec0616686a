"""Saving while typing: no input is lost, and no value of a colleague is overwritten unseen."""

import re
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from assessments.entry import queries
from assessments.entry.actions import entries as actions
from assessments.entry.domain.values import EntryValue
from assessments.workflow.models import Assessment
from ecotown import errors
from tests import builders

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
FIELD = "input[name='EN9.1-value']"
STATE = "#feedback-en9\\.1 [data-saved-state]"


@pytest.fixture
def open_aspect(site, sign_in, draft):
    """Return a function `open_aspect(officer)` that opens aspect EN9 in a separate browser context."""

    def enter(user):
        page = sign_in(user)
        page.goto(f"{site}{reverse('assessments:aspect', args=[draft.pk, 'EN9'])}")
        return page

    return enter


def expect_saved(page):
    expect(page.locator(f"{STATE}.is-saved")).to_be_visible()


def test_a_saved_value_survives_a_killed_tab(open_aspect, draft, officer, accessible):
    page = open_aspect(officer)
    page.type(FIELD, "12")
    expect_saved(page)
    accessible(page)
    page.context.close()

    reopened = open_aspect(officer)

    expect(reopened.locator(FIELD)).to_have_value("12")
    assert queries.entered_values(draft) == {"EN9.1": EntryValue(value=Decimal(12))}


def test_without_a_connection_the_value_waits_in_the_browser_and_is_sent_later(
    open_aspect, draft, officer, console
):
    console.provokes("net::ERR_INTERNET_DISCONNECTED")
    page = open_aspect(officer)
    page.context.set_offline(True)
    page.type(FIELD, "7")
    expect(page.locator(f"{STATE}.is-failed")).to_be_visible()
    assert not draft.entries.exists()

    page.context.set_offline(False)

    expect_saved(page)
    assert queries.entered_values(draft) == {"EN9.1": EntryValue(value=Decimal(7))}


def test_a_value_behind_a_stuck_transaction_is_sent_again_by_itself(
    open_aspect, draft, officer, monkeypatch, console
):
    console.provokes(503, "*/entries/EN9.1/")
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "options", "-c lock_timeout=0.3s")
    monkeypatch.setattr(errors, "RETRY_AFTER", 1)
    page = open_aspect(officer)

    with transaction.atomic():
        Assessment.objects.select_for_update().get(pk=draft.pk)
        page.type(FIELD, "7")
        expect(page.locator(f"{STATE}.is-failed")).to_have_text(_("Not saved. Trying again"))

    expect_saved(page)
    assert queries.entered_values(draft) == {"EN9.1": EntryValue(value=Decimal(7))}


def test_a_value_typed_without_a_connection_survives_closing_the_page(open_aspect, draft, officer, console):
    console.provokes("net::ERR_INTERNET_DISCONNECTED")
    page = open_aspect(officer)
    address = page.url
    page.context.set_offline(True)
    page.type(FIELD, "8")
    expect(page.locator(f"{STATE}.is-failed")).to_be_visible()
    page.goto("about:blank")
    page.context.set_offline(False)

    page.goto(address)

    expect_saved(page)
    assert queries.entered_values(draft) == {"EN9.1": EntryValue(value=Decimal(8))}


def test_two_officers_see_both_values_and_one_chooses(
    open_aspect, draft, officer, province, accessible, console
):
    console.provokes(409, "*/entries/EN9.1/")
    first, second = open_aspect(officer), open_aspect(builders.officer_of(province))
    first.type(FIELD, "3")
    expect_saved(first)

    second.type(FIELD, "5")
    conflict = second.locator(".value-conflict")
    expect(conflict).to_contain_text(str(officer))
    accessible(second)
    stored = queries.entered_values(draft)["EN9.1"]
    conflict.get_by_role("button", name=_("Use my value")).click()

    expect_saved(second)
    assert stored == EntryValue(value=Decimal(3))
    assert queries.entered_values(draft)["EN9.1"] == EntryValue(value=Decimal(5))


def test_the_other_value_can_be_taken(open_aspect, draft, officer, province, console):
    console.provokes(409, "*/entries/EN9.1/")
    page = open_aspect(builders.officer_of(province))
    actions.save_entries(assessment=draft, values={"EN9.1": EntryValue(value=Decimal(3))}, by=officer)
    page.type(FIELD, "5")

    page.get_by_role("link", name=_("Use the value saved")).click()

    expect(page.locator(FIELD)).to_have_value("3")
    assert queries.entered_values(draft)["EN9.1"] == EntryValue(value=Decimal(3))


def test_a_fault_is_shown_at_the_field_while_typing(open_aspect, draft, officer, console):
    console.provokes(422, "*/entries/EN9.1/")
    page = open_aspect(officer)

    page.type(FIELD, "abc")

    expect(page.locator(f"{STATE}.is-failed")).to_be_visible()
    expect(page.locator(FIELD)).to_have_class(re.compile("is-invalid"))
    page.fill(FIELD, "4")
    expect_saved(page)
    expect(page.locator(FIELD)).not_to_have_class(re.compile("is-invalid"))


def test_numbers_stay_while_an_indicator_is_said_not_to_apply(open_aspect, draft, officer):
    page = open_aspect(officer)
    address = page.url
    page.type(FIELD, "3")
    expect_saved(page)
    page.check("input[name='EN9.1-not_applicable']")
    page.fill("textarea[name='EN9.1-reason']", "ยังไม่จัดตั้ง")
    expect(page.locator("#feedback-en9\\.1 .is-next")).to_have_count(0)
    assert queries.entered_values(draft)["EN9.1"].not_applicable

    page.goto(address)
    expect(page.locator(FIELD)).to_have_value("3")
    page.fill("textarea[name='EN9.1-reason']", "")
    page.uncheck("input[name='EN9.1-not_applicable']")

    expect(page.locator("#feedback-en9\\.1 .is-met").first).to_be_visible()
    assert queries.entered_values(draft)["EN9.1"] == EntryValue(value=Decimal(3))


def test_what_does_not_apply_is_refused_when_it_is_left_without_a_reason(open_aspect, officer, console):
    console.provokes(422, "*/entries/EN9.1/")
    page = open_aspect(officer)
    reason = page.locator("textarea[name='EN9.1-reason']")
    page.check("input[name='EN9.1-not_applicable']")
    reason.focus()

    page.focus("input[name='EN9.2-value']")

    expect(reason).to_have_attribute("aria-invalid", "true")
    reason.fill("ยังไม่จัดตั้ง")
    expect_saved(page)
    expect(reason).not_to_have_attribute("aria-invalid", "true")


def test_enter_leads_from_what_does_not_apply_to_its_reason(open_aspect, draft, officer):
    page = open_aspect(officer)
    page.check("input[name='EN9.1-not_applicable']")

    page.keyboard.press("Enter")
    expect(page.locator("textarea[name='EN9.1-reason']")).to_be_focused()
    page.keyboard.type("ยังไม่จัดตั้ง")
    expect_saved(page)
    page.press("input[name='EN9.1-not_applicable']", "Enter")

    expect(page.locator("[name^='EN9.1']:focus")).to_have_count(0)
    assert queries.entered_values(draft)["EN9.1"].not_applicable


def test_a_phone_shows_the_level_first_and_folds_the_rest(site, sign_in, draft, officer, accessible):
    builders.fill_in(draft, officer, level=2)
    page = sign_in(officer, viewport={"width": 390, "height": 844})

    page.goto(f"{site}{draft.get_absolute_url()}")

    folded = page.locator("details[data-fold-on-phone]")
    assert folded.count() == 5
    assert page.locator("details[data-fold-on-phone][open]").count() == 0
    level, values = (
        page.locator(selector).first.bounding_box() for selector in ("#level-panel", ".dimension-table")
    )
    assert level["y"] < values["y"]
    accessible(page)
