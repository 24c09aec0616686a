"""Anyone verifies a certificate, without JavaScript and on paper."""

import subprocess

import pytest

from assessments.workflow.domain import Status
from awards.printing.results import awards as award_results
from awards.register.actions import awards as award_actions
from tests.browser.pages import go
from tests.browser.shifts import layout_shift

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_code_is_verified_and_printed_without_javascript(
    browser, site, at, administrator, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    award = award_actions.issue_certificate(assessment=at(Status.PUBLISHED), by=administrator)
    assert award_results.AWARDS.make(award.pk)
    page = browser.new_page(java_script_enabled=False, locale="th-TH")
    page.goto(f"{site}/verify/")

    page.get_by_label("รหัสตรวจสอบ").fill(award.code)
    go(page, page.get_by_role("button", name="ตรวจสอบ", exact=True))

    printed = tmp_path / "printed.pdf"
    page.pdf(path=printed)
    printout = subprocess.run(
        ["pdftotext", "-layout", printed, "-"], capture_output=True, text=True, check=True
    )
    assert not page.get_by_role("button", name="พิมพ์").is_visible()
    assert award.verification_url in "".join(printout.stdout.split())  # letters set apart are read as words
    assert award.number in printout.stdout
    assert "รหัสตรวจสอบ" not in printout.stdout
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_a_page_of_the_verification_loads(
    page, site, console, at, administrator, settings, tmp_path, width
):
    settings.MEDIA_ROOT = tmp_path
    award = award_actions.issue_certificate(assessment=at(Status.PUBLISHED), by=administrator)
    assert award_results.AWARDS.make(award.pk)
    console.provokes(404, "/verify/unknown/")
    page.set_viewport_size({"width": width, "height": 844})

    shifts = {
        path: layout_shift(page, f"{site}/verify/{path}") for path in ("", f"{award.code}/", "unknown/")
    }

    assert max(shifts.values()) < 0.05, shifts
