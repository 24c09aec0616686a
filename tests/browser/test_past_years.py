"""The story of years before the portal: loaded from workbooks, compared with, read, never certified."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from assessments.entry import queries
from assessments.entry.actions.entries import confirm_entries, open_assessment
from assessments.entry.domain.workbook import texts_of
from assessments.past_years import documents
from assessments.past_years.models import PastYear
from ecotown.demonstration.values import values_for
from indicators.editions.queries import editions
from tests import builders
from tests.assessments.entry.workbooks import edited, place_of
from tests.assessments.past_years import YEAR
from tests.browser.pages import go, scrolls_sideways

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
MARK = "ข้อมูลที่นำเข้า ไม่ได้ตรวจในระบบ"
SOURCE = "รายงานผลการประเมินของจังหวัด"
REASON = "โรงงานฟอกย้อมสามแห่งเปิดใหม่"
WARNING = "[id='warnings-en1.2'] .warning-answer"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def edition(framework):
    return editions.edition_of(framework)


@pytest.fixture
def visitor(browser, browser_context_args):
    """Return a function that opens a page without a session."""
    contexts = []

    def open_page(**options):
        contexts.append(browser.new_context(**{**browser_context_args, **options}))
        return contexts[-1].new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({}, id="on a desk"),
        pytest.param({"viewport": {"width": 390, "height": 844}}, id="on a phone"),
    ],
)
def test_two_earlier_years_are_loaded_compared_with_and_never_certified(
    site, sign_in, visitor, console, area, framework, edition, people, accessible, tmp_path, options
):
    page = sign_in(people.officer, **options)
    values = values_for(edition, 2, area.key)
    cells = {
        place_of(edition, code, key): text
        for code, value in values.items()
        for key, text in texts_of(value, edition.by_code[code]).items()
        if text
    }
    some = {place: text for place, text in cells.items() if place[0].startswith("EN")}

    def look():
        accessible(page)
        assert not scrolls_sideways(page)

    page.goto(f"{site}{reverse('past_years:list')}")
    look()
    go(page, page.get_by_role("link", name=area.name_th))
    look()
    console.provokes(422, reverse("past_years:upload", args=[area.key]))
    load_with_a_faulty_cell(page, look, edition, tmp_path, YEAR - 1, some)
    go_to_area(page, site, area)
    load(page, look, tmp_path, YEAR, cells)
    go_to_area(page, site, area)
    expect(page.locator("[aria-labelledby=years-title] tbody tr")).to_have_count(2)
    look()
    cycle = builders.CycleBuilder(framework=framework, year=YEAR + 1)
    assessment = open_assessment(area=area, cycle=cycle, by=None)
    compare_the_level(page, site, look, assessment, people.officer)
    enter_a_value(page, site, look, assessment)
    builders.submit(assessment, people.officer)
    read_in_the_audit(sign_in(people.internal, **options), site, accessible, assessment)
    resident, administrator = visitor(**options), sign_in(people.administrator, **options)
    read_in_public(resident, administrator, site, accessible, area)


def go_to_area(page, site, area):
    page.goto(f"{site}{reverse('past_years:area', args=[area.key])}")


def download(page, folder, year):
    page.select_option("[name=year]", str(year))
    with page.expect_download() as started:
        page.get_by_role("button", name=_("Download the form")).click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path.read_bytes()


def upload(page, content):
    page.set_input_files("input[name=file]", {"name": "form.xlsx", "mimeType": XLSX, "buffer": content})
    go(page, page.get_by_role("button", name=_("Check the file")))


def facts(level):
    return {(documents.year_title(), "B8"): level, (documents.year_title(), "B9"): SOURCE}


def load_with_a_faulty_cell(page, look, edition, folder, year, cells):
    """Load some values; the file has a formula at first, which is shown at its row."""
    faulty = place_of(edition, "EN1.2", "current")
    form = download(page, folder, year)
    go(page, page.get_by_role("link", name=_("Upload the form")).first)
    look()
    upload(page, edited(form, cells | facts("1") | {faulty: "=1+1"}))
    row = page.locator("[aria-labelledby=refusals-title] tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text(faulty[1])
    expect(row).to_contain_text("EN1.2")
    look()
    assert not PastYear.objects.exists()
    upload(page, edited(form, cells | facts("1")))
    confirm(page, look, year)


def load(page, look, folder, year, cells):
    """Load a whole year."""
    form = download(page, folder, year)
    go(page, page.get_by_role("link", name=_("Upload the form")).first)
    upload(page, edited(form, cells | facts("2")))
    confirm(page, look, year)


def confirm(page, look, year):
    expect(page.locator("[aria-labelledby=changes-title]")).to_contain_text(SOURCE)
    look()
    go(page, page.locator("[aria-labelledby=changes-title] button[type=submit]"))
    expect(page.get_by_text(_("The year was loaded."))).to_be_visible()
    expect(page.get_by_text(MARK).first).to_be_visible()
    look()
    assert PastYear.objects.filter(year=year, granted_level__isnull=False).exists()


def compare_the_level(page, site, look, assessment, officer):
    """What changed since the loaded year is marked as well."""
    assessment = builders.fill_in(assessment, officer, level=3)
    codes = queries.unconfirmed_codes(assessment)
    confirm_entries(assessment=assessment, codes=codes, by=officer)
    page.goto(f"{site}{reverse('assessments:explanation', args=[assessment.pk])}?since=loaded-{YEAR}")
    expect(page.locator("select[name=since] option[selected]")).to_contain_text("ไม่ได้ตรวจในระบบ")
    look()


def enter_a_value(page, site, look, assessment):
    """The officer sees last year's value and the warning about ten times as much, both marked."""
    page.goto(f"{site}{reverse('assessments:aspect', args=[assessment.pk, 'EN1'])}")
    card = page.locator("[id='indicator-en1.2']")
    expect(card.get_by_text(MARK).first).to_be_visible()
    page.fill("input[name='EN1.2-current']", "9800")
    expect(page.locator(WARNING)).to_contain_text(MARK)
    expect(page.locator(WARNING)).to_contain_text(str(YEAR))
    look()
    page.fill(f"{WARNING} textarea", REASON)
    page.locator(f"{WARNING} textarea").press("Control+Enter")
    expect(page.locator(f"{WARNING}.is-answered")).to_contain_text(REASON)


def read_in_the_audit(page, site, accessible, assessment):
    """The assessor reads the same warning with the same mark, beside last year's value."""
    page.goto(f"{site}{reverse('assessments:audit-indicator', args=[assessment.pk, 'EN1.2'])}")
    expect(page.locator(".audit-card .warning-answer")).to_contain_text(MARK)
    expect(page.locator(".audit-card .warning-reason")).to_contain_text(REASON)
    expect(page.locator(".audit-card .state-badge").get_by_text(MARK)).to_be_visible()
    assert not scrolls_sideways(page)
    accessible(page)


def read_in_public(resident, page, site, accessible, area):
    """A resident sees no level before it is released, and then one that is certified by nobody."""
    resident.goto(f"{site}{area.get_absolute_url()}")
    expect(resident.get_by_text(MARK)).to_have_count(0)
    page.goto(f"{site}{reverse('past_years:year', args=[area.key, YEAR])}")
    go(page, page.get_by_role("button", name=_("Show the level to everyone")))
    expect(
        page.get_by_text(_("The level of this year is shown to everyone now, marked as loaded."))
    ).to_be_visible()
    resident.reload()
    loaded = resident.locator("[aria-labelledby=loaded-title] tbody tr")
    expect(loaded).to_have_count(1)
    expect(loaded).to_contain_text(MARK)
    expect(loaded).to_contain_text(SOURCE)
    expect(resident.locator("main").get_by_text("คณะกรรมการรับรอง")).to_have_count(0)
    assert not scrolls_sideways(resident)
    accessible(resident)
