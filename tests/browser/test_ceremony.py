"""A ceremony with 18 areas in a browser: one print run, and a retry after an error."""

from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from areas.models import Province
from assessments.entry.actions import entries as actions
from assessments.workflow.domain import Status
from awards.register.models.awards import Award
from tests import builders
from tests.browser.pages import go, take
from tests.browser.test_main_job import TIMEOUT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("thai")]
COUNT = 18
UNPRINTABLE = "漢字"  # no font of the documents has these letters


@pytest.fixture
def ceremony(cycle, province, people):
    """Return a planned ceremony with 18 published results, one of them in another province."""
    for number in range(COUNT):
        elsewhere = builders.ProvinceBuilder(name_th="ระยอง") if number == 0 else province
        area = builders.AreaBuilder(province=elsewhere)
        draft = actions.open_assessment(area=area, cycle=cycle, by=None)
        builders.take_to(Status.PUBLISHED, draft, people)
    return builders.ceremony(people.administrator, fiscal_year=cycle.year)


def test_eighteen_certificates_of_which_one_is_tried_again(
    request, site, sign_in, ceremony, people, accessible
):
    page = sign_in(people.administrator)
    page.goto(f"{site}{ceremony.get_absolute_url()}")
    take(page, _("Add the ticked areas"))
    expect(page.locator(".agenda > li")).to_have_count(COUNT)
    accessible(page)
    take(page, _("Number and print for the ticked recipients"))
    Province.objects.filter(name_th="ระยอง").update(name_th=UNPRINTABLE)

    request.getfixturevalue("worker")

    expect(page.get_by_role("button", name=_("Try all again"))).to_be_visible(timeout=TIMEOUT * 2)
    accessible(page)
    expect(page.locator("progress")).to_have_attribute("value", str(COUNT - 1))
    assert (count("ready"), count("failed")) == (COUNT - 1, 1)
    Province.objects.filter(name_th=UNPRINTABLE).update(name_th="ระยอง")
    take(page, _("Try all again"))
    expect(page.locator("tbody .btn")).to_have_count(COUNT, timeout=TIMEOUT)
    assert (count("ready"), count("failed")) == (COUNT, 0)
    assert documents_of(page) == [1] * COUNT
    assert page.problems == []


def count(state):
    return Award.objects.filter(state=state).count()


def documents_of(page):
    """Return the number of pages of each PDF in the ZIP of the ceremony."""
    go(page, page.get_by_role("link", name=_("To take along")))
    take(page, _("Make the file"))
    link = page.locator("#packages a.btn")
    expect(link).to_be_visible(timeout=TIMEOUT)
    with page.expect_download() as download:
        link.click()
    with ZipFile(download.value.path()) as packed:
        return [len(pikepdf.open(BytesIO(packed.read(name))).pages) for name in packed.namelist()]
