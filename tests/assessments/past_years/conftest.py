"""A loaded year: its workbook on its way, and a function that loads one without a file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.past_years import actions, documents
from assessments.past_years.queries import NOTHING, YearContent
from indicators.editions.queries import editions
from tests.assessments.past_years import SOURCE, YEAR


@pytest.fixture
def edition(framework):
    return editions.edition_of(framework)


@pytest.fixture
def load(area, officer, framework):
    """Return a function: `load(values, year=…)` loads a year of an area, without a level if none is given."""

    def load_year(values, **facts):
        level, source = facts.pop("level", None), facts.pop("source", SOURCE)
        content = YearContent(level, source, values, facts.pop("quantities", {}))
        defaults = {
            "area": area,
            "year": YEAR,
            "framework": framework,
            "expected": NOTHING,
            "sha256": "0" * 64,
            "by": officer,
        }
        return actions.load_past_year(content=content, **{**defaults, **facts})

    return load_year


@pytest.fixture
def empty_form(area, framework):
    return documents.past_year_workbook(area, YEAR, framework, NOTHING)


@pytest.fixture
def upload(client, area, officer):
    """Return a function: `upload(content)` returns the page that answers the officer."""

    def send(content, by=officer):
        client.force_login(by)
        url = reverse("past_years:upload", args=[area.key])
        return client.post(url, {"file": SimpleUploadedFile("form.xlsx", content)})

    return send


@pytest.fixture
def confirm(client, area):
    """Return a function: `confirm(page)` presses the button of a preview."""

    def press(page):
        url = reverse("past_years:load", args=[area.key])
        return client.post(url, {"confirmation": page.context["confirmation"]}, follow=True)

    return press
