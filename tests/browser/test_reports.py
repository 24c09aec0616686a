"""A dossier made by a real worker and downloaded, and a site visit recorded on a phone."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from playwright.sync_api import expect

from assessments.audit.actions import assignments
from assessments.workflow.domain import Status
from tests import builders
from tests.browser.pages import scrolls_sideways

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"viewport": {"width": 390, "height": 844}}


def test_a_dossier_is_asked_for_waited_for_and_downloaded(site, sign_in, worker, at, people, accessible):
    assessment = at(Status.COMMITTEE)
    page = sign_in(people.administrator)
    page.goto(f"{site}{assessment.get_absolute_url()}")

    page.click("button[name=package][value=dossier]")
    downloads = page.locator("a[href$='/download/']")
    expect(downloads).to_have_count(2, timeout=120_000)
    accessible(page)
    files = {}
    for link in downloads.all():
        with page.expect_download() as download:
            link.click()
        files[Path(download.value.suggested_filename).suffix] = Path(download.value.path()).read_bytes()

    assert files[".pdf"].startswith(b"%PDF-")
    assert len(load_workbook(BytesIO(files[".xlsx"])).worksheets) == 15
    assert page.problems == []


def test_a_visit_is_recorded_on_a_phone(site, sign_in, at, people, accessible):
    assessment = at(Status.EXTERNAL_AUDIT)
    assignments.take_on(assessment=assessment, by=people.external)
    visit = builders.visit(assessment, people.external)
    page = sign_in(people.external, **PHONE)

    for path in (
        reverse("assessments:visits", args=[assessment.pk]),
        reverse("assessments:record-visit", args=[assessment.pk]),
        visit.get_absolute_url(),
        reverse("assessments:papers"),
    ):
        page.goto(site + path)
        accessible(page)
        assert not scrolls_sideways(page), path

    page.goto(site + visit.get_absolute_url())
    page.click("summary:has-text('ข้อค้นพบ')")
    page.select_option("#id_code", "EN9.1")
    page.fill("#id_text", "ป้ายแสดงผลชัดเจน")
    page.click("form[action$='/findings/'] [type=submit]")
    expect(page.locator("table")).to_contain_text(re.compile("ป้ายแสดงผลชัดเจน"))
    assert page.problems == []
