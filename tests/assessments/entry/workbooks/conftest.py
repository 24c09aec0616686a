"""A workbook on its way: an assessment to fill in, its upload, and the button of the preview."""

from typing import NamedTuple

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from areas.models import Province
from assessments.entry.actions import entries as actions
from assessments.workflow import queries
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User
from tests import builders
from tests.assessments.entry.workbooks import downloaded


class Shared(NamedTuple):
    """What the tests of a module share: keys of rows, the workbooks of the draft and of the filled one."""

    assessment: int
    officer: int
    empty_form: bytes
    filled_form: bytes


@pytest.fixture(scope="module")
def shared(module_rows):
    """Open an assessment and write its workbooks once for the module: to write one takes longest of all."""
    province = builders.ProvinceBuilder(name_th="สมุทรสาคร")
    officer = builders.officer_of(province)
    draft = actions.open_assessment(
        area=builders.AreaBuilder(province=province),
        cycle=builders.CycleBuilder(framework=builders.working_framework()),
        by=None,
    )
    empty_form = downloaded(draft)
    with transaction.atomic():
        filled_form = downloaded(builders.fill_in(draft, officer))
        transaction.set_rollback(True)
    return Shared(draft.pk, officer.pk, empty_form, filled_form)


@pytest.fixture
def draft(db, shared):
    assessments = Assessment.objects.select_related("area__province", "cycle__framework")
    return assessments.get(pk=shared.assessment)


@pytest.fixture
def area(draft):
    return draft.area


@pytest.fixture
def cycle(draft):
    return draft.cycle


@pytest.fixture
def province(db, shared):
    return Province.objects.get(officers=shared.officer)


@pytest.fixture
def officer(db, shared):
    return User.objects.get(pk=shared.officer)


@pytest.fixture
def empty_form(draft, shared):
    """Return the workbook of `draft`."""
    return shared.empty_form


@pytest.fixture
def filled_form(filled, shared):
    """Return the workbook of `filled`."""
    return shared.filled_form


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
