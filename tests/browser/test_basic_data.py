"""A shared quantity in a real browser: typed once, seen in ten places, one of them changed."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from assessments.entry import queries
from assessments.entry.actions import quantities as quantity_actions
from assessments.workflow.queries import aspect_of, edition_of
from tests import builders
from tests.browser.pages import go, scrolls_sideways

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
PHONE = {"width": 390, "height": 844}
REASON = "นับรวมโรงงานที่หยุดประกอบกิจการชั่วคราว"


@pytest.fixture
def page(sign_in, site, draft, officer):
    page = sign_in(officer)
    page.goto(f"{site}{draft.get_absolute_url()}")
    return page


@pytest.fixture
def places(site, draft):
    """Return the pages of the ten indicators that ask for all factories, by code."""
    edition = edition_of(draft)
    return {
        indicator.code: f"{site}{reverse('assessments:aspect', args=[draft.pk, aspect.code])}"
        for indicator, _input in edition.inputs_of("factories")
        for aspect in [aspect_of(edition, indicator.code)]
    }


def wholes(assessment):
    values = queries.entered_values(assessment)
    return {code: value.inputs["whole"] for code, value in values.items() if "whole" in value.inputs}


def type_factories(page, number):
    page.fill("[name=number-factories]", number)
    go(page, page.get_by_role("button", name=_("Save"), exact=True))


def test_a_number_typed_once_is_seen_in_ten_places_and_one_of_them_is_changed(
    page, site, draft, places, accessible
):
    address = f"{site}{reverse('assessments:basic-data', args=[draft.pk])}"
    go(page, page.get_by_role("link", name=_("Fill in the basic data")))
    accessible(page)

    type_factories(page, "40")

    accessible(page)
    assert wholes(draft) == dict.fromkeys(places, Decimal(40))
    for code, place in places.items():
        page.goto(place)
        expect(page.locator(f"[name='{code}-whole']")).to_have_value("40")
        expect(page.locator(f"[id='feedback-{code.lower()}'] .shared-number")).to_be_visible()

    page.goto(places["PH1.1"])
    warning = page.locator("[id='warnings-ph1.1'] .warning-answer")
    page.fill("[name='PH1.1-whole']", "45")
    page.fill("[name='PH1.1-part']", "30")
    expect(warning).to_contain_text("45")
    expect(warning).to_contain_text("40")
    accessible(page)
    warning.locator("textarea").fill(REASON)
    warning.locator(".warning-fields button").click()
    expect(page.locator("[id='warnings-ph1.1'] .is-answered")).to_contain_text(REASON)

    page.goto(address)
    type_factories(page, "50")
    boxes = page.locator("[name=follow]")
    expect(boxes).to_have_count(10)
    expect(page.locator("[name=follow]:checked")).to_have_count(9)
    expect(page.locator("[name=follow][value='PH1.1.whole']")).not_to_be_checked()
    accessible(page)
    page.locator("[data-choose=none]").click()
    expect(page.locator("[name=follow]:checked")).to_have_count(0)
    page.locator("[data-choose=all]").click()
    expect(page.locator("[name=follow]:checked")).to_have_count(10)
    page.uncheck("[name=follow][value='PH1.1.whole']")
    go(page, page.get_by_role("button", name=_("Save"), exact=True))

    assert wholes(draft) == {**dict.fromkeys(places, Decimal(50)), "PH1.1": Decimal(45)}
    page.goto(places["PH1.1"])
    # The reason was given for another number of the basic data.
    expect(page.locator("[id='warnings-ph1.1'] .is-answered")).to_have_count(0)
    go(page, page.get_by_role("button", name=_("Use this number")))
    expect(page.locator("[name='PH1.1-whole']")).to_have_value("50")
    expect(page.locator("[id='warnings-ph1.1'] .warning-answer")).to_have_count(0)
    assert page.problems == []


def test_the_question_is_asked_and_answered_without_a_script(sign_in, site, draft, officer, places):
    page = sign_in(officer, java_script_enabled=False, viewport=PHONE)
    page.goto(f"{site}{reverse('assessments:basic-data', args=[draft.pk])}")
    type_factories(page, "40")

    type_factories(page, "50")
    page.uncheck("[name=follow][value='MG2.1.whole']")
    go(page, page.get_by_role("button", name=_("Save"), exact=True))

    assert wholes(draft) == {**dict.fromkeys(places, Decimal(50)), "MG2.1": Decimal(40)}


@pytest.mark.parametrize("step", ["page", "question"])
def test_a_phone_shows_it_in_its_width(sign_in, site, draft, officer, accessible, step):
    page = sign_in(officer, viewport=PHONE)
    page.goto(f"{site}{reverse('assessments:basic-data', args=[draft.pk])}")
    type_factories(page, "40")

    if step == "question":
        type_factories(page, "50")

    assert not scrolls_sideways(page)
    accessible(page)


def test_a_number_that_was_not_saved_comes_back_below_its_note(page, site, draft):
    address = f"{site}{reverse('assessments:basic-data', args=[draft.pk])}"
    page.goto(address)
    page.fill("[name=number-factories]", "40")

    page.goto(address)

    card = page.locator("#quantity-factories")
    expect(card.locator("[name=number-factories]")).to_have_value("40")
    expect(card.locator(".note")).to_be_visible()
    expect(card.locator(".input-group .note")).to_have_count(0)


def test_a_number_that_was_not_saved_says_when_it_comes_back_over_a_newer_one(page, site, draft, officer):
    address = f"{site}{reverse('assessments:basic-data', args=[draft.pk])}"
    page.goto(address)
    page.fill("[name=number-factories]", "131")
    number = {"factories": Decimal(150)}
    quantity_actions.save_quantities(
        assessment=draft, values=number, by=builders.officer_of(draft.area.province)
    )

    page.goto(address)

    note = page.locator(".note-warn.kept-note")
    expect(note).to_contain_text("มีการบันทึกค่าอื่นหลังจากนั้น")
    expect(page.locator("[name=number-factories]")).to_have_value("131")
    note.get_by_role("button", name=_("Discard")).click()
    expect(page.locator("[name=number-factories]")).to_have_value("150")
