"""A workbook on its way: an assessment to fill in, its upload, and the button of the preview."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.workflow import queries
from tests import builders


@pytest.fixture
def filled(draft, officer):
    return builders.fill_in(draft, officer)


@pytest.fixture
def edition(draft):
    return queries.edition_of(draft)


@pytest.fixture
def upload(client, draft, officer):
    """Return a function: `upload(content)` returns the page that answers the officer."""
    client.force_login(officer)

    def send(content, name="form.xlsx"):
        url = reverse("assessments:upload-workbook", args=[draft.pk])
        return client.post(url, {"file": SimpleUploadedFile(name, content)})

    return send


@pytest.fixture
def confirm(client, draft):
    """Return a function: `confirm(page)` presses the button of a preview."""

    def press(page):
        url = reverse("assessments:import-workbook", args=[draft.pk])
        return client.post(url, {"confirmation": page.context["confirmation"]}, follow=True)

    return press
