"""A step chosen by its sentence: by pointer and by keys, saved by itself, kept without a connection."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from assessments.audit.actions import assignments
from assessments.audit.models.verdicts import Verdict
from assessments.entry import queries
from assessments.entry.domain.values import EntryValue
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from tests import builders
from tests.browser.pages import scrolls_sideways
from tests.explained import SITED, explained_framework

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
PHONE = {"width": 390, "height": 844}
STATE = "#feedback-en9\\.2 [data-saved-state]"


@pytest.fixture
def framework(db):
    return explained_framework()


@pytest.fixture
def open_aspect(site, sign_in, draft):
    """Return a function `open_aspect(officer)` that opens aspect EN9 in a separate browser context."""

    def enter(user, **options):
        page = sign_in(user, **options)
        page.goto(f"{site}{reverse('assessments:aspect', args=[draft.pk, 'EN9'])}")
        return page

    return enter


def card(page, step):
    """Return the card of a step by its sentence."""
    return page.locator(".step-card").filter(has_text=f"ดำเนินการถึงขั้นที่ {step}")


def radio(page, step):
    return page.get_by_role("radio", name=f"ดำเนินการถึงขั้นที่ {step}")


def expect_saved(page):
    expect(page.locator(f"{STATE}.is-saved")).to_be_visible()


@pytest.mark.parametrize("viewport", [pytest.param(None, id="desk"), pytest.param(PHONE, id="phone")])
def test_a_step_is_chosen_by_its_sentence(open_aspect, draft, officer, accessible, viewport):
    page = open_aspect(officer, **({"viewport": viewport, "has_touch": True} if viewport else {}))
    expect(page.get_by_role("radiogroup")).to_be_visible()
    expect(page.get_by_role("radio", name=_("Not chosen yet"))).to_be_checked()

    (card(page, 3).tap if viewport else card(page, 3).click)()

    expect_saved(page)
    accessible(page)
    assert queries.entered_values(draft) == {"EN9.2": EntryValue(value=Decimal(3))}
    heights = [box["height"] for box in (each.bounding_box() for each in page.locator(".step-card").all())]
    assert min(heights) >= 44
    assert not scrolls_sideways(page)
    page.reload()
    expect(radio(page, 3)).to_be_checked()
    assert page.problems == []


def test_the_arrow_keys_choose_and_clear_a_step_and_pass_over_others(open_aspect, draft, officer):
    page = open_aspect(officer)
    page.get_by_role("radio", name=_("Not chosen yet")).focus()

    for _press in range(3):
        page.keyboard.press("ArrowDown")
    expect_saved(page)
    chosen = queries.entered_values(draft)
    saved = Assessment.objects.get()
    for _press in range(3):
        page.keyboard.press("ArrowUp")
    expect(page.locator("#level-en9\\.2 .level-2")).to_have_count(0)

    assert chosen == {"EN9.2": EntryValue(value=Decimal(2))}
    assert saved.revision == draft.revision + 1
    assert queries.entered_values(draft) == {"EN9.2": EntryValue()}


def test_without_a_connection_the_step_waits_in_the_browser(open_aspect, draft, officer, console):
    console.provokes("net::ERR_INTERNET_DISCONNECTED")
    page = open_aspect(officer)
    address = page.url
    page.context.set_offline(True)
    card(page, 4).click()
    expect(page.locator(f"{STATE}.is-failed")).to_be_visible()
    page.goto("about:blank")
    page.context.set_offline(False)

    page.goto(address)

    expect_saved(page)
    expect(radio(page, 4)).to_be_checked()
    assert queries.entered_values(draft) == {"EN9.2": EntryValue(value=Decimal(4))}


def test_two_officers_choose_different_steps_and_one_decides(open_aspect, draft, officer, province, console):
    console.provokes(409, "*/entries/EN9.2/")
    first, second = open_aspect(officer), open_aspect(builders.officer_of(province))
    card(first, 1).click()
    expect_saved(first)

    card(second, 5).click()
    conflict = second.locator(".value-conflict")
    expect(conflict).to_contain_text(str(officer))
    conflict.get_by_role("link", name=_("Use the value saved")).click()

    expect(radio(second, 1)).to_be_checked()
    assert queries.entered_values(draft) == {"EN9.2": EntryValue(value=Decimal(1))}


def test_how_the_data_are_collected_is_opened_and_read(site, sign_in, draft, officer, accessible):
    page = sign_in(officer)
    page.goto(f"{site}{reverse('assessments:aspect', args=[draft.pk, 'PH1'])}")
    fold = page.locator("details.guidance").filter(has_text=SITED["holder_th"])
    expect(page.get_by_text(SITED["definition_th"])).to_be_visible()
    expect(page.get_by_text(SITED["holder_th"])).to_be_hidden()

    fold.locator("summary").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text(SITED["holder_th"])).to_be_visible()
    expect(fold.get_by_text("100 × 38 ÷ 40")).to_be_visible()
    accessible(page)
    assert page.problems == []


def test_an_assessor_reads_the_steps_by_key_and_adjusts_one_by_its_sentence(
    site, sign_in, at, people, accessible
):
    assessment = at(Status.INTERNAL_AUDIT)
    assignments.take_on(assessment=assessment, by=people.internal)
    page = sign_in(people.internal)
    page.goto(f"{site}{reverse('assessments:audit-indicator', args=[assessment.pk, 'EN9.2'])}")

    page.keyboard.press("d")
    expect(page.locator(".step-list")).to_be_visible()
    accessible(page)
    page.keyboard.press("Escape")
    expect(page.locator(".step-list")).to_be_hidden()
    page.keyboard.press("d")
    page.keyboard.press("e")
    expect(page.locator(".step-card input:focus")).to_be_checked()
    card(page, 1).click()
    page.locator(".verdict-choice[open] textarea").fill("หลักฐานแสดงเพียงขั้นที่ 1")
    page.locator(".verdict-choice[open] button[type=submit]").click()

    expect(page.locator(".audit-facts .step-words").filter(has_text="ขั้นที่ 1")).to_be_visible()
    expect(page.locator(".step-list")).to_be_visible()
    assert Verdict.objects.get().adjusted_value.value == Decimal(1)
    assert page.problems == []
