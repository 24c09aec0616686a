"""A ceremony with 18 areas in a browser: a print run without one, a retry, and the rest when it is mended."""

import re
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
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
ELSEWHERE = ("ระยอง", "ชลบุรี")
UNPRINTABLE = ("漢", "字")  # no font of the documents has these letters


@pytest.fixture
def ceremony(cycle, province, people):
    """Return a planned ceremony with 18 published results, two of them in other provinces."""
    elsewhere = {number: builders.ProvinceBuilder(name_th=name) for number, name in enumerate(ELSEWHERE)}
    for number in range(COUNT):
        area = builders.AreaBuilder(province=elsewhere.get(number, province))
        draft = actions.open_assessment(area=area, cycle=cycle, by=None)
        builders.take_to(Status.PUBLISHED, draft, people)
    return builders.ceremony(people.administrator, fiscal_year=cycle.year)


def test_eighteen_certificates_of_which_one_is_printed_later_and_one_tried_again(
    request, site, sign_in, ceremony, people, accessible
):
    page = sign_in(people.administrator)
    page.goto(f"{site}{ceremony.get_absolute_url()}")
    take(page, _("Add the ticked areas"))
    expect(page.locator(".agenda > li")).to_have_count(COUNT)
    accessible(page)
    name_province(ELSEWHERE[0], UNPRINTABLE[0])

    take(page, _("Check and print for the ticked recipients"))

    expect(page.locator("#check-title")).to_have_text(re.compile(rf"{COUNT - 1}\s+·.*\s1\s*$", re.DOTALL))
    expect(page.locator(".fault")).to_contain_text("“漢” U+6F22")
    accessible(page)
    take(page, number_and_print(COUNT - 1))
    name_province(ELSEWHERE[1], UNPRINTABLE[1])

    request.getfixturevalue("worker")

    expect(page.get_by_role("button", name=_("Try all again"))).to_be_visible(timeout=TIMEOUT * 2)
    accessible(page)
    expect(page.locator("progress")).to_have_attribute("value", str(COUNT - 2))
    assert (count("ready"), count("failed")) == (COUNT - 2, 1)
    for unprintable, name in zip(UNPRINTABLE, ELSEWHERE, strict=True):
        name_province(unprintable, name)
    take(page, _("Try all again"))
    expect(page.locator("tbody .btn")).to_have_count(COUNT - 1, timeout=TIMEOUT)

    page.reload()
    words = "Print %(documents)s mended document", "Print %(documents)s mended documents"
    take(page, ngettext(*words, 1) % {"documents": 1})
    take(page, number_and_print(1))

    expect(page.locator("tbody .btn")).to_have_count(1, timeout=TIMEOUT)
    assert (count("ready"), count("failed")) == (COUNT, 0)
    assert documents_of(page) == [1] * COUNT
    assert page.problems == []


def name_province(name, new_name):
    """Give a province another name, as if its row had been broken or mended."""
    assert Province.objects.filter(name_th=name).update(name_th=new_name) == 1


def number_and_print(count):
    words = "Number and print %(documents)s document", "Number and print %(documents)s documents"
    return ngettext(*words, count) % {"documents": count}


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
