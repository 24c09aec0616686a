"""The officer's workspace at a desk, on a phone and at a zoom of 200 %: columns, picker, level, home page."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from assessments.explanation import results
from assessments.workflow import queries
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from tests import builders
from tests.browser.pages import open_in_own_font, scrolls_sideways
from tests.browser.test_keyboard import Keyboard

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
PHONE = {"width": 390, "height": 844}
ZOOMED = {"width": 640, "height": 450}  # 1280 × 900 at 200 %
LONGER = 200  # pixels of the page below its middle column, with the footer
BELOW_MIDDLE = """() => {
  const middle = document.querySelector(".work-main, .columns-main > .stack").getBoundingClientRect();
  return Math.round(document.documentElement.scrollHeight - scrollY - middle.bottom);
}"""
OPEN_LEVEL = "() => document.querySelectorAll('.work-level details').forEach((fold) => (fold.open = true))"


def aspect_url(site, assessment, code):
    return f"{site}{reverse('assessments:aspect', args=[assessment.pk, code])}"


def test_no_aspect_is_longer_than_its_middle_column(site, sign_in, draft, officer):
    filled = builders.fill_in(draft, officer, level=1)
    page = sign_in(officer)
    codes = [aspect.code for part in queries.edition_of(filled).dimensions for aspect in part.aspects]
    open_in_own_font(page, aspect_url(site, filled, codes[0]))

    below = {}
    for code in codes:
        page.goto(aspect_url(site, filled, code))
        expect(page.locator(".is-current")).to_have_count(1)
        folded = page.evaluate(BELOW_MIDDLE)
        page.evaluate(OPEN_LEVEL)
        below[code] = (folded, page.evaluate(BELOW_MIDDLE))

    for place in ("detail", "basic-data"):
        page.goto(f"{site}{reverse(f'assessments:{place}', args=[filled.pk])}")
        below[place] = (page.evaluate(BELOW_MIDDLE),)

    assert len(codes) == 20
    assert {code: heights for code, heights in below.items() if max(heights) > LONGER} == {}
    assert page.problems == []


def test_the_proof_of_the_indicator_at_work_stands_in_the_right_column(
    site, sign_in, draft, officer, accessible
):
    filled = builders.fill_in(draft, officer, level=2)
    page = sign_in(officer)
    proof = {code: page.locator(f"[id='evidence-{code}']") for code in ("en1.1", "en1.2", "en1.3")}
    right = page.locator(".work-level")

    page.goto(aspect_url(site, filled, "EN1"))
    page.locator("[name='EN1.1-part']").focus()

    def stands_at_the_right(code):
        box, column = proof[code].bounding_box(), right.bounding_box()
        return box["x"] >= column["x"] and box["y"] >= column["y"] + column["height"]

    assert stands_at_the_right("en1.1")
    assert not stands_at_the_right("en1.2")
    page.locator("[name='EN1.3-part']").focus()
    assert stands_at_the_right("en1.3")
    accessible(page)
    # The short line in a card leads to its evidence.
    line = page.locator("[id='evidence-line-en1.2'] a")
    expect(line).to_have_text(re.compile("หลักฐาน 0"))
    line.click()
    expect(proof["en1.2"]).to_be_focused()
    assert stands_at_the_right("en1.2")
    # The Tab key comes from a value to its evidence, then to the next card; back it is the same way.
    page.locator("[name='EN1.2-not_applicable']").focus()
    way = []
    while not way or way[-1] != "EN1.3-part":
        page.keyboard.press("Tab")
        focused = "document.activeElement.{}"
        inside = page.evaluate(focused.format("closest('.indicator-evidence')?.id ?? ''"))
        way.append(inside or page.evaluate(focused.format("name ?? ''")))
        assert len(way) < 15
    assert "evidence-en1.2" in way
    page.keyboard.press("Shift+Tab")
    assert page.locator(".is-current .indicator-code").inner_text() == "EN1.2"
    assert page.evaluate("document.activeElement.closest('.indicator-proof') !== null")
    assert page.problems == []


def test_the_old_level_stays_until_the_new_one_is_there(site, sign_in, draft, officer, accessible):
    filled = builders.fill_in(draft, officer, level=2)
    page = sign_in(officer)
    page.goto(aspect_url(site, filled, "EN9"))
    panel, pair = page.locator("#level-panel"), page.locator("#level-pairs")
    height = panel.bounding_box()["height"]

    page.fill("[name='EN9.1-value']", "0")

    expect(panel).to_have_attribute("aria-busy", "true")
    expect(panel.locator(".level-badge-large")).to_have_text("2")
    expect(pair).to_contain_text(_("Computing"))
    expect(pair.locator(".level-badge")).to_contain_text("2")
    assert abs(panel.bounding_box()["height"] - height) < 8  # nothing below it moves
    accessible(page)
    panel.get_by_text(re.compile("ดูทั้งหมด")).click()
    saved = Assessment.objects.get(pk=filled.pk)
    results.compute_level(assessment_id=saved.pk, revision=saved.revision)
    expect(panel).not_to_have_attribute("aria-busy", "true")
    expect(panel.locator("#other-blockers")).to_have_attribute("open", "")
    expect(page.locator("[data-announcer]")).to_contain_text(_("Computed level"))
    expect(pair).not_to_contain_text(_("Computing"))
    assert page.problems == []


def test_a_phone_has_a_picker_of_aspects(site, sign_in, draft, officer, accessible):
    page = sign_in(officer, viewport=PHONE)
    page.goto(aspect_url(site, draft, "EN1"))

    picker = page.locator("#aspect-choice")
    expect(page.locator(".aspect-nav")).to_be_hidden()
    expect(picker.locator("option:checked")).to_have_text(re.compile(r"EN1 .+ 0/3"))
    assert picker.bounding_box()["y"] < page.locator(".indicator-card").first.bounding_box()["y"]
    assert not scrolls_sideways(page)
    accessible(page)
    picker.select_option("MG1")

    page.wait_for_url("**/aspects/MG1/")
    assert page.problems == []


def test_without_scripts_the_picker_has_a_button_and_nothing_is_out_of_sight(site, sign_in, draft, officer):
    filled = builders.fill_in(draft, officer, level=1)
    narrow = sign_in(officer, viewport=PHONE, java_script_enabled=False)
    narrow.goto(aspect_url(site, filled, "EN1"))
    narrow.locator("#aspect-choice").select_option("EN2")
    narrow.get_by_role("button", name="ไป", exact=True).click()
    narrow.wait_for_url("**/aspects/EN2/")

    wide = sign_in(officer, java_script_enabled=False)
    wide.goto(aspect_url(site, filled, "EN1"))

    for page, codes in ((narrow, ("en2.1", "en2.2")), (wide, ("en1.1", "en1.2", "en1.3"))):
        for code in codes:
            card, proof = (
                page.locator(f"[id='{part}-{code}']").bounding_box() for part in ("indicator", "evidence")
            )
            assert proof["y"] >= card["y"] + card["height"]
            assert proof["width"] > 250
    others = wide.locator("#other-blockers")
    others.locator("summary").first.click()
    expect(others.locator("li a").last).to_be_visible()


def test_at_200_percent_nothing_scrolls_sideways_and_nothing_hides_the_focus(
    site, sign_in, at, people, accessible
):
    assessment = at(Status.DRAFT)
    page = sign_in(people.officer, viewport=ZOOMED, reduced_motion="reduce")
    keys = Keyboard(page)
    places = ["detail", "basic-data", "evidence", "submit", "what-if", "plan", "explanation"]

    page.goto(aspect_url(site, assessment, "EN1"))
    assert not scrolls_sideways(page)
    bar = page.locator(".save-bar")
    assert bar.bounding_box()["y"] > ZOOMED["height"]  # at its place in the page, not over it
    for _stop in range(30):
        keys.tab()  # fails when something lies over the focus
    accessible(page)
    for place in places:
        page.goto(f"{site}{reverse(f'assessments:{place}', args=[assessment.pk])}")
        assert not scrolls_sideways(page), place

    submitted = at(Status.INTERNAL_AUDIT)
    page = sign_in(people.internal, viewport=ZOOMED, reduced_motion="reduce")
    keys = Keyboard(page)
    page.goto(f"{site}{reverse('assessments:audit-indicator', args=[submitted.pk, 'EN1.1'])}")
    assert not scrolls_sideways(page)
    for _stop in range(12):
        keys.tab()


def test_the_home_page_on_a_phone_is_search_levels_and_a_folded_list(site, sign_in, at, people, accessible):
    published = at(Status.PUBLISHED)
    page = sign_in(people.officer, viewport=PHONE)

    page.goto(f"{site}{reverse('portal:home')}")

    areas = page.locator("#areas")
    expect(areas.locator(".area-list")).not_to_have_attribute("open", "")
    assert page.evaluate("document.documentElement.scrollHeight") < 3 * PHONE["height"]
    accessible(page)
    page.get_by_role("searchbox").fill(published.area.name_th)
    page.get_by_role("searchbox").press("Enter")
    expect(areas.get_by_role("link", name=published.area.name_th, exact=True)).to_be_visible()
    plain = sign_in(people.officer, viewport=PHONE, java_script_enabled=False)
    plain.goto(f"{site}{reverse('portal:home')}")
    expect(
        plain.locator("#areas").get_by_role("link", name=published.area.name_th, exact=True)
    ).to_be_visible()
    assert page.problems == []
