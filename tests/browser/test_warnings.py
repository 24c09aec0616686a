"""A warning in a real browser: raised while typing, answered in place, read by both assessors."""

import subprocess
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from assessments.audit.actions import verdicts
from assessments.entry import queries
from assessments.entry.actions import entries as entry_actions
from assessments.entry.domain.values import EntryValue
from assessments.reports.documents import reports
from assessments.reports.queries import dossier as dossier_queries
from assessments.reports.results import RELATED_ROWS
from assessments.warnings import actions as warnings_actions
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from tests import builders
from tests.assessments.sources import workbook_text
from tests.browser.pages import scrolls_sideways
from tests.builders import CycleBuilder

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
WARNING = "[id='warnings-en1.2'] .warning-answer"
REASON = "โรงงานฟอกย้อมสามแห่งเปิดใหม่"
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def this_year(at, area, framework, officer):
    """Return the assessment of the year after a published one, with all values confirmed."""
    last_year = at(Status.PUBLISHED)
    cycle = CycleBuilder(framework=framework, year=last_year.cycle.year + 1)
    assessment = entry_actions.open_assessment(area=area, cycle=cycle, by=None)
    waiting = queries.unconfirmed_codes(assessment)
    entry_actions.confirm_entries(assessment=assessment, codes=waiting, by=officer)
    return assessment


def test_ten_times_last_years_water_use_waits_for_a_reason_that_both_assessors_read(
    site, sign_in, this_year, officer, people, accessible, tmp_path
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
        "href", f"{aspect[len(site) :]}#warnings-en1.2"
    )
    expect(page.locator("input[name=declared]")).to_have_count(0)
    page.click("[aria-labelledby=obstacle-unanswered-warnings] a")
    page.fill(f"{WARNING} textarea", REASON)
    page.locator(f"{WARNING} textarea").press("Control+Enter")
    expect(page.locator(f"{WARNING}.is-answered")).to_contain_text(REASON)
    expect(page.locator("#aspect-nav .warned-mark")).to_have_count(0)
    accessible(page)
    page.goto(submit)
    page.check("input[name=declared]")
    page.click("main form [type=submit]")
    page.click("#confirm-dialog [value=yes]")
    expect(page).to_have_url(f"{site}{this_year.get_absolute_url()}")

    for_inside = read_in_audit(site, sign_in, this_year, people.internal, accessible)
    builders.audit(this_year, people.internal)
    verdicts.pass_internal_audit(assessment=this_year, by=people.internal)
    for_outside = read_in_audit(site, sign_in, this_year, people.external, accessible, viewport=PHONE)
    papers = dossier_texts(this_year, tmp_path)

    assert [REASON in "".join(text.split()) for text in papers] == [True, True]
    assert (page.problems, for_inside.problems, for_outside.problems) == ([], [], [])


def read_in_audit(site, sign_in, assessment, assessor, accessible, **options):
    """Open the audit screen as an assessor, follow the mark in the list, and check figures and reason."""
    page = sign_in(assessor, **options)
    page.goto(f"{site}{reverse('assessments:audit', args=[assessment.pk])}")
    folded = page.locator(".audit-places details:not([open]) > summary")
    if folded.count():
        folded.click()
    marked = page.locator(".audit-list a", has=page.locator(".warned-mark"))
    expect(marked).to_have_count(1)
    mark, name = (marked.locator(selector).bounding_box() for selector in (".warned-mark", ".audit-name"))
    assert name["x"] <= mark["x"] <= name["x"] + name["width"] - mark["width"]  # not cut off
    marked.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}{reverse('assessments:audit-indicator', args=[assessment.pk, 'EN1.2'])}")
    expect(page.locator(".audit-card .warning-lines")).to_contain_text("9,800")
    expect(page.locator(".audit-card .warning-lines")).to_contain_text("980")
    expect(page.locator(".audit-card .warning-reason")).to_contain_text(REASON)
    assert not scrolls_sideways(page)
    accessible(page)
    return page


def dossier_texts(assessment, folder):
    """Return the text of the dossier as a PDF and as a workbook."""
    assessment_for_reports = (
        Assessment.objects.with_level().select_related(*RELATED_ROWS).get(pk=assessment.pk)
    )
    dossier = dossier_queries.dossier_of(assessment_for_reports, with_notes=False)
    path = folder / "dossier.pdf"
    path.write_bytes(reports.dossier_pdf(dossier))
    printed = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    return printed, workbook_text(dossier)


def test_a_reason_being_typed_survives_the_saving_of_a_value(site, sign_in, this_year, officer):
    tenfold = {"EN1.2": EntryValue(inputs={"current": Decimal(9800), "baseline": Decimal(1000)})}
    entry_actions.save_entries(assessment=this_year, values=tenfold, by=officer)
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


def test_two_officers_see_both_notes_and_one_chooses(site, sign_in, this_year, officer, accessible, console):
    console.provokes(409, "*/entries/EN1.1/note/")
    page = sign_in(officer)
    page.goto(f"{site}{reverse('assessments:aspect', args=[this_year.pk, 'EN1'])}")
    warnings_actions.save_note(assessment=this_year, code="EN1.1", text="ของเพื่อน", by=officer)

    page.type("textarea[name='EN1.1-note']", "ของฉัน")
    conflict = page.locator("[id='note-en1.1'] .value-conflict")
    expect(conflict).to_contain_text("ของเพื่อน")
    accessible(page)
    conflict.get_by_role("button", name=_("Use my note")).click()

    expect(page.locator("[id='note-feedback-en1.1'] .is-saved")).to_be_visible()
    assert this_year.notes.get().text == "ของฉัน"
