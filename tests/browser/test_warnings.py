"""A warning in a real browser: raised while typing, answered in place, read by the assessor."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from assessments import actions, queries
from assessments.domain.entries import Given
from assessments.domain.workflow import Status
from tests.builders import CycleBuilder

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
WARNING = "[id='warnings-en1.2'] .warning-answer"
REASON = "โรงงานฟอกย้อมสามแห่งเปิดใหม่"


@pytest.fixture
def this_year(at, area, framework, officer):
    """The year after a published one, confirmed throughout."""
    last_year = at(Status.PUBLISHED)
    cycle = CycleBuilder(framework=framework, year=last_year.cycle.year + 1)
    assessment = actions.open_assessment(area=area, cycle=cycle, by=None)
    for code in queries.unconfirmed_codes(assessment):
        actions.confirm_entry(assessment=assessment, code=code, by=officer)
    return assessment


def test_ten_times_last_years_water_use_waits_for_a_reason_that_the_assessor_reads(
    site, sign_in, this_year, officer, assessor, accessible
):
    aspect = f"{site}{reverse('assessments:aspect', args=[this_year.pk, 'EN1'])}"
    submit = f"{site}{reverse('assessments:submit', args=[this_year.pk])}"
    page = sign_in(officer)
    page.goto(aspect)
    expect(page.locator(WARNING)).to_have_count(0)

    page.fill("input[name='EN1.2-current']", "9800")

    expect(page.locator(WARNING)).to_contain_text("9,800")
    expect(page.locator(WARNING)).to_contain_text("980")
    expect(page.locator("#aspect-nav .warned-mark").first).to_be_visible()
    accessible(page)
    page.goto(submit)
    expect(page.locator("[aria-labelledby=obstacle-unanswered-warnings] a")).to_have_attribute(
        "href", f"{aspect[len(site) :]}#indicator-en1.2"
    )
    expect(page.locator("input[name=declared]")).to_have_count(0)
    page.click("[aria-labelledby=obstacle-unanswered-warnings] a")
    page.fill(f"{WARNING} textarea", REASON)
    page.click(f"{WARNING} button[name=warning]")
    expect(page.locator(f"{WARNING}.is-answered")).to_contain_text(REASON)
    expect(page.locator("#aspect-nav .warned-mark")).to_have_count(0)
    accessible(page)
    page.goto(submit)
    page.check("input[name=declared]")
    page.click("main form [type=submit]")
    page.click("#confirm-dialog [value=yes]")
    expect(page).to_have_url(f"{site}{this_year.get_absolute_url()}")

    reading = sign_in(assessor)
    reading.goto(aspect)

    expect(reading.locator(WARNING)).to_contain_text(REASON)
    accessible(reading)
    assert (page.problems, reading.problems) == ([], [])


def test_a_reason_being_typed_survives_the_saving_of_a_value(site, sign_in, this_year, officer):
    tenfold = {"EN1.2": Given(inputs={"current": Decimal(9800), "baseline": Decimal(1000)})}
    actions.save_entries(assessment=this_year, values=tenfold, by=officer)
    page = sign_in(officer)
    page.goto(f"{site}{reverse('assessments:aspect', args=[this_year.pk, 'EN1'])}")
    page.fill(f"{WARNING} textarea", REASON)

    page.fill("input[name='EN1.2-current']", "9900")

    expect(page.locator(WARNING)).to_contain_text("9,900")
    expect(page.locator(f"{WARNING} textarea")).to_have_value(REASON)


def test_a_note_is_saved_while_it_is_written(site, sign_in, this_year, officer):
    page = sign_in(officer)
    page.goto(f"{site}{reverse('assessments:aspect', args=[this_year.pk, 'EN1'])}")
    state = page.locator("[id='note-feedback-en1.1'] .is-saved")

    page.type("textarea[name='EN1.1-note']", "รอหนังสือ")
    expect(state).to_be_visible()
    page.type("textarea[name='EN1.1-note']", "ยืนยัน")

    expect(page.locator("input[form='note-form-EN1.1'][name='EN1.1-before']")).to_have_value("2")
    assert this_year.notes.get().text == "รอหนังสือยืนยัน"


def test_two_officers_see_both_notes_and_one_chooses(site, sign_in, this_year, officer, accessible):
    page = sign_in(officer)
    page.goto(f"{site}{reverse('assessments:aspect', args=[this_year.pk, 'EN1'])}")
    actions.save_note(assessment=this_year, code="EN1.1", text="ของเพื่อน", by=officer)

    page.type("textarea[name='EN1.1-note']", "ของฉัน")
    conflict = page.locator("[id='note-en1.1'] .value-conflict")
    expect(conflict).to_contain_text("ของเพื่อน")
    accessible(page)
    conflict.get_by_role("button", name=_("Use my note")).click()

    expect(page.locator("[id='note-feedback-en1.1'] .is-saved")).to_be_visible()
    assert this_year.notes.get().text == "ของฉัน"
