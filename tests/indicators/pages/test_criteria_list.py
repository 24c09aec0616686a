"""The public list of the editions of the criteria, and an edition as a workbook."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse
from openpyxl import load_workbook

from indicators.editions.queries import editions
from indicators.publishing import actions
from tests.builders import CycleBuilder
from tests.indicators.conftest import draft_edition
from tests.markup import Page

NOW = datetime(2027, 1, 15, tzinfo=UTC)  # in fiscal year 2570


@pytest.fixture
def add_edition(framework):
    """Return a function that publishes a copy of the edition for a fiscal year."""

    def add(edition, effective_from):
        copy = actions.copy_framework(
            source=framework,
            edition=edition,
            name_th=f"เกณฑ์ฉบับ {edition}",
            name_en=f"Edition {edition}",
            effective_from=effective_from,
            by=None,
        )
        return actions.publish_framework(framework=copy, by=None)

    return add


@pytest.fixture
def listed(client):
    def read():
        with time_machine.travel(NOW, tick=False):
            return client.get(reverse("indicators:criteria-list"))

    return read


def test_each_edition_stands_there_with_its_years(framework, add_edition, listed):
    CycleBuilder(year=2570, framework=framework)
    first = framework.effective_from
    for edition, year in [("2570-first", 2570), ("2570-second", 2570), ("2572", 2572)]:
        add_edition(edition, year)

    response = listed()

    rows = [
        (row.framework.edition, row.last_year, row.is_current, row.is_replaced)
        for row in response.context["editions"]
    ]
    assert rows == [
        ("2572", None, False, False),
        ("2570-second", 2571, True, False),
        ("2570-first", 2571, False, True),
        (framework.edition, 2569, False, False),
    ]
    page = response.content.decode()
    assert f"ปีงบประมาณ {first} ถึง 2569" in page
    assert "ใช้ตั้งแต่ปีงบประมาณ 2572" in page
    assert [row.cycle_years for row in response.context["editions"]][-1] == [2570]


def test_every_edition_is_offered_as_pdf_xlsx_csv_and_json(framework, add_edition, listed, client):
    add_edition("2572", 2572)

    links = Page("/criteria/", listed().content.decode()).links

    for edition in (framework.edition, "2572"):
        files = [
            *(reverse("indicators:download-handbook", args=[edition, language]) for language in ("th", "en")),
            *(
                reverse(f"indicators:{name}", args=[edition])
                for name in ("workbook", "dictionary", "export-edition")
            ),
        ]
        assert [url for url in files if url not in links] == []
        assert [client.get(url, follow=True).status_code for url in files] == [200] * 5


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow_with_the_editions(add_edition, listed, count, django_assert_num_queries):
    for number in range(count):
        add_edition(f"258{number}", 2580 + number)

    with django_assert_num_queries(3):  # the editions, their cycles, whether demonstration data are there
        response = listed()

    assert len(response.context["editions"]) == count + 1


def test_a_draft_is_not_in_the_list(framework, listed, administrator):
    draft = draft_edition(framework, administrator)

    assert draft.edition not in listed().content.decode()


def read_workbook(client, framework):
    response = client.get(reverse("indicators:workbook", args=[framework.edition]))
    return response, load_workbook(BytesIO(response.content))


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("th", ["ระดับ", "ตัวชี้วัด", "คำอธิบายตัวชี้วัด", "ข้อมูลพื้นฐานของพื้นที่"]),
        ("en", ["Levels", "Indicators", "Explanation of the indicators", "Shared quantities"]),
    ],
)
def test_the_workbook_holds_the_whole_edition_in_the_language_of_the_reader(
    client, framework, language, titles
):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    response, workbook = read_workbook(client, framework)

    edition = editions.edition_of(framework)
    assert workbook.sheetnames == titles
    assert f"criteria-{framework.edition}-{language}.xlsx" in response.headers["Content-Disposition"]
    levels, indicators, _guidance, quantities = workbook.worksheets
    assert [row[0] for row in levels.iter_rows(min_row=5, values_only=True)] == [1, 2, 3, 4, 5]
    rows = list(indicators.iter_rows(min_row=5, values_only=True))
    assert [row[2] for row in rows] == [indicator.code for indicator in edition.indicators]
    assert [row[3] for row in rows] == [
        getattr(indicator, f"name_{language}") for indicator in edition.indicators
    ]
    percent = next(row for row in rows if row[2] == "EN1.1")
    asked = edition.by_code["EN1.1"].thresholds
    assert list(percent[8:13]) == [float(threshold) for threshold in asked]
    assert quantities.max_row == 4 + len(edition.quantities)


def test_the_workbook_says_that_an_edition_is_not_official(client, framework):
    _response, workbook = read_workbook(client, framework)

    assert {sheet["A3"].value for sheet in workbook.worksheets} == {"ฉบับใช้งาน ไม่ใช่ฉบับทางการ"}


def test_the_workbook_holds_no_formula(client, framework):
    _response, workbook = read_workbook(client, framework)

    kinds = {cell.data_type for sheet in workbook.worksheets for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}


def test_the_workbook_of_a_draft_is_for_administrators(client, framework, administrator):
    url = reverse("indicators:workbook", args=[draft_edition(framework, administrator).edition])
    before = client.get(url).status_code
    client.force_login(administrator)

    assert (before, client.get(url).status_code) == (404, 200)


def test_the_public_page_of_an_edition_says_thresholds_in_words(client, framework):
    page = client.get(framework.get_absolute_url()).content.decode()

    assert "≥" not in page
    assert "≤" not in page
    assert 'ไม่น้อยกว่า<span class="word">ร้อยละ 95</span>' in page
