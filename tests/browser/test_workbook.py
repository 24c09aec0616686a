"""The round trip through Excel in a real browser: six changed cells are six changes, then none."""

import pytest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from playwright.sync_api import expect

from assessments.entry import queries as entry_queries
from assessments.entry.actions import entries as actions
from assessments.entry.domain.values import EntryValue
from assessments.workflow import queries as workflow_queries
from ecotown.demonstration.values import values_for
from tests.assessments.entry.workbooks import edited, place_of
from tests.browser.pages import scrolls_sideways

pytestmark = pytest.mark.django_db(transaction=True)
SIX = {
    ("EC2.2", "value"): 9,
    ("EN1.1", "part"): 17,
    ("SO1.1", "value"): "๗๗.๕",
    ("EN9.1", "reason"): "ไม่มีแหล่งน้ำผิวดินในพื้นที่ " * 20,
    ("EN9.1", "not_applicable"): "ใช่",
    ("EN9.1", "value"): None,
}


@pytest.fixture(autouse=True)
def thai():
    with override("th"):
        yield


@pytest.fixture
def filled(draft, officer):
    values = values_for(workflow_queries.edition_of(draft), 3, "browser")
    return actions.save_entries(assessment=draft, values=values, by=officer).assessment


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({}, id="on a desk"),
        pytest.param({"viewport": {"width": 390, "height": 844}}, id="on a phone"),
        pytest.param({"java_script_enabled": False}, id="without JavaScript"),
    ],
)
def test_a_workbook_goes_out_and_comes_back(site, sign_in, filled, officer, accessible, tmp_path, options):
    page = sign_in(officer, **options)
    has_script = options.get("java_script_enabled", True)
    content = download(page, site, filled, tmp_path)
    edition = workflow_queries.edition_of(filled)
    six = edited(content, {place_of(edition, *key): value for key, value in SIX.items()})

    page.get_by_role("link", name=_("Import from Excel")).click()
    look(page, accessible, has_script)
    send(page, six)
    expect(page.get_by_role("heading", name=differ(6))).to_be_visible()
    look(page, accessible, has_script)
    page.get_by_role(
        "button", name=ngettext("Save %(counter)s change", "Save %(counter)s changes", 6) % {"counter": 6}
    ).click()
    expect(page.get_by_text(_("The values of the workbook were saved."))).to_be_visible()

    page.get_by_role("link", name=_("Import from Excel")).click()
    send(page, six)
    expect(page.get_by_text(_("0 changes: everything in the file is stored already."))).to_be_visible()

    wrong = edited(six, {place_of(edition, "EC2.2"): "เก้า", place_of(edition, "EN9.2"): "=1+1"})
    send(page, wrong)
    expect(page.get_by_text(_("Formulas are not accepted. Type the number itself."))).to_be_visible()
    look(page, accessible, has_script)
    assert entry_queries.entered_values(filled)["EC2.2"] == EntryValue(value=9)


def download(page, site, assessment, folder):
    page.goto(f"{site}{assessment.get_absolute_url()}")
    with page.expect_download() as started:
        page.get_by_role("link", name=_("Download the Excel form")).click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    assert path.name == f"eit-{assessment.area.key}-{assessment.cycle.year}.xlsx"
    return path.read_bytes()


def send(page, content):
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.set_input_files("input[name=file]", {"name": "form.xlsx", "mimeType": kind, "buffer": content})
    page.get_by_role("button", name=_("Check the file")).click()


def differ(count):
    words = ngettext(
        "%(counter)s cell differs from what is stored", "%(counter)s cells differ from what is stored", count
    )
    return words % {"counter": count}


def look(page, accessible, has_script):
    if not has_script:
        return
    accessible(page)
    assert not scrolls_sideways(page)
