"""Codes are parts of URLs: the reader, the form and the database accept the same ones."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from indicators.editions.actions import parts
from indicators.editions.models import Aspect, Dimension, Framework, Indicator
from indicators.editions.queries import faults
from tests.indicators.criteria.editions import EDITION_FILE

UNFIT = ["A/B", "A B", ".", "..", "ก", "A?", "A#", "A_1", "EN１", "A\n", "A%2f", "", "Aé"]
FIT = ["A", "EN1.1", "a-b", "...", "-", "1"]


@pytest.mark.parametrize("model", [Dimension, Aspect, Indicator], ids=lambda model: model.__name__)
@pytest.mark.parametrize("code", UNFIT, ids=ascii)
def test_the_database_refuses_a_code_that_fits_no_address(edition, model, code):
    row = model.objects.filter(**{f"{path_to_framework(model)}edition": edition.edition}).first()

    with pytest.raises(IntegrityError, match="code_fits_addresses"), transaction.atomic():
        model.objects.filter(pk=row.pk).update(code=code)


@pytest.mark.parametrize("code", FIT)
def test_the_database_takes_every_other_code(edition, code):
    row = Dimension.objects.filter(framework=edition).first()

    assert Dimension.objects.filter(pk=row.pk).update(code=code) == 1


def test_the_database_refuses_the_code_of_an_edition_that_fits_no_address(edition):
    with pytest.raises(IntegrityError, match="framework_edition_is_slug"), transaction.atomic():
        Framework.objects.filter(pk=edition.pk).update(edition="2570/1")


def path_to_framework(model):
    return {Dimension: "framework__", Aspect: "dimension__framework__"}.get(
        model, "aspect__dimension__framework__"
    )


@pytest.mark.parametrize("kind", ["dimension", "aspect", "indicator"])
@pytest.mark.parametrize("code", ["A/B", "..", "A B", "ก", "a\0b", "A" * 300], ids=ascii)
def test_the_form_says_in_thai_that_a_code_does_not_fit(client, edition, administrator, kind, code):
    client.force_login(administrator)
    part = {"dimension": Dimension, "aspect": Aspect, "indicator": Indicator}[kind].objects
    pk = part.filter(**{f"{path_to_framework(part.model)}edition": edition.edition}).first().pk
    url = reverse("indicators:edit-part", args=[edition.edition, kind, pk])

    response = client.post(url, {"code": code})

    assert response.status_code == 200
    assert len(response.context["form"].errors["code"]) in {1, 2}


def test_a_draft_with_an_empty_dimension_cannot_be_published(edition, administrator):
    added = {"code": "ZZ", "name_th": "มิติว่าง", "name_en": "Empty", "official": False}
    parts.add_part(model=Dimension, parent=edition, values=added, by=administrator)

    assert [fault.line for fault in faults.faults_of(edition)] == [
        "dimensions[5].aspects: at least one aspect is needed"
    ]


def changed(place, value):
    """Return the working edition under another code, with another value at the place."""
    document = {**json.loads(EDITION_FILE.read_bytes()), "edition": "2571"}
    spot = document
    for key in place[:-1]:
        spot = spot[key]
    spot[place[-1]] = value
    return json.dumps(document).encode()


FIRST = ["dimensions", 0, "aspects", 0, "indicators", 0]
FILES = {
    "a NUL in a name": changed(["name_th"], "a\0b"),
    "half a character in a name": changed([*FIRST, "name_th"], "\ud800"),
    "half a character in a key": changed([*FIRST, "levels"], {"\ud800": 1}),
    "a slash in a code": changed([*FIRST, "code"], "A/B"),
    "a NUL in a code": changed([*FIRST, "code"], "A\0"),
    "a slash in the code of the edition": changed(["edition"], "2571/1"),
    "300,000 characters": changed([*FIRST, "unit_th"], "ก" * 300_000),
    "a number of 5,000 digits": changed(["effective_from_fiscal_year"], 1).replace(
        b'"effective_from_fiscal_year": 1', b'"effective_from_fiscal_year": ' + b"9" * 5000
    ),
    "no dimension": changed(["dimensions"], []),
    "a NUL in the name of an example": changed(
        ["worked_examples"], [{"name": "a\0b", "answers": {"answers": {}}, "expected_level": 0}]
    ),
    "half a character in an example": changed(
        ["worked_examples"], [{"name": "\udfff", "answers": {"answers": {}}, "expected_level": 0}]
    ),
    "half a character in a crosswalk": changed(["crosswalk"], {"earlier": "\ud800", "origins": {}}),
    "text that is no JSON": b"\0",
}


@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_a_file_that_cannot_be_stored_is_refused_with_its_faults(client, administrator, content):
    client.force_login(administrator)
    before = Framework.objects.count()

    response = client.post(
        reverse("indicators:upload-edition"), {"file": SimpleUploadedFile("edition.json", content)}
    )

    assert response.status_code == 200
    assert response.context["faults"] or response.context["form"].errors
    assert Framework.objects.count() == before
