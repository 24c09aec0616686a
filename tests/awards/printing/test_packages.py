"""Packages, from the request to the stored file."""

import hashlib
import io
from urllib.parse import unquote
from zipfile import ZipFile

import pikepdf
import pytest
from django.urls import reverse
from django.utils.translation import override

from awards.designs.documents import fast_pdf
from awards.printing.actions import packages as package_actions
from awards.printing.actions import runs
from awards.printing.domain import PackageKind
from awards.printing.models import Package
from awards.printing.results import awards
from awards.printing.results import packages as package_results
from awards.register.documents import signing
from awards.register.models.awards import Award
from ecotown.common.pdf import merging
from ecotown.common.signing import identities
from tests import builders
from tests.awards.sample_designs import award_texts, design, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def ceremony(administrator):
    """Return a ceremony with a certificate and two plaques whose files are made."""
    prepared = builders.ceremony(administrator)
    builders.recipient(prepared, administrator, given_name="โรงงานหนึ่ง", with_plaque=True)
    builders.recipient(
        prepared, administrator, given_name="โรงงานสอง", with_certificate=False, with_plaque=True
    )
    run = runs.start_run(
        ceremony=prepared, recipients=prepared.recipients.values_list("pk", flat=True), by=administrator
    )
    awards.AWARDS.make(*run.items.values_list("award", flat=True))
    return prepared


@pytest.fixture
def package_file(ceremony, administrator):
    def make(kind):
        waiting = package_actions.request_package(ceremony=ceremony, kind=kind, by=administrator)
        assert package_results.FILES.make(waiting.pk)
        ready = Package.objects.get(pk=waiting.pk)
        content = stored(ready)
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (ready.sha256, ready.size)
        return io.BytesIO(content)

    return make


def stored(row):
    with row.file.open() as file:
        return file.read()


def test_the_print_file_has_every_document_in_call_order_and_the_name_of_the_ceremony(ceremony, package_file):
    with pikepdf.open(package_file(PackageKind.MERGED)) as pdf:
        with pdf.open_outline() as outline:
            marks = [item.title for item in outline.root]
        widths = [round(float(page.mediabox[2])) for page in pdf.pages]

        assert marks == ["1. โรงงานหนึ่ง (1/2569)", "1. โรงงานหนึ่ง (ล. 1/2569)", "2. โรงงานสอง (ล. 2/2569)"]
        assert widths == [842, 567, 567]
        assert str(pdf.docinfo["/Title"]) == ceremony.name


def test_the_artwork_is_of_every_plaque_as_a_drawing_and_as_its_file(package_file):
    plaques = Award.objects.filter(kind="plaque").order_by("running_number")

    with ZipFile(package_file(PackageKind.ARTWORK)) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}

    assert list(contents) == [
        f"000{place} โล่ ล. {place}-2569 {name}.{suffix}"
        for place, name in ((1, "โรงงานหนึ่ง"), (2, "โรงงานสอง"))
        for suffix in ("svg", "pdf")
    ]
    drawings, files = list(contents.values())[::2], list(contents.values())[1::2]
    assert all(drawing.startswith(b"<svg ") for drawing in drawings)
    assert files == [stored(plaque) for plaque in plaques]


@pytest.mark.parametrize("kind", [PackageKind.ZIP, PackageKind.MERGED, PackageKind.ARTWORK])
def test_a_package_that_fails_leaves_a_code_and_no_file(ceremony, administrator, kind, caplog):
    for award in Award.objects.all():
        award.file.storage.delete(award.file.name)
    package = package_actions.request_package(ceremony=ceremony, kind=kind, by=administrator)

    assert package_results.FILES.make(package.pk) == 0

    package.refresh_from_db()
    assert (package.state, package.error, package.file.name) == ("failed", "unexpected", "")
    assert "No such file" in caplog.text


def merged(files):
    output = io.BytesIO()
    merging.merge(files, "งานพิธี", output)
    return output.getvalue()


def test_a_merged_file_shows_visible_signatures_and_claims_none(settings, tmp_path):
    settings.DEMONSTRATION_KEYS, settings.SIGNING_BOX = tmp_path / "keys", [20, 10, 60, 10]
    (unsigned,) = fast_pdf.render(design("certificate-landscape"), [award_texts()])
    signed = signing.sign_award(unsigned, identities.demonstration_identity(), number="1")

    merged_file = merged([("ก", signed)])

    with pikepdf.open(io.BytesIO(merged_file)) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert "/Annots" not in pdf.pages[0]
        assert pdf.check_pdf_syntax() == []
    merged_picture, expected = picture(merged_file), picture(signed)
    assert merged_picture.tobytes() == expected.tobytes() != picture(unsigned).tobytes()


def test_files_have_thai_names_in_every_language(ceremony, package_file, client, administrator):
    client.force_login(administrator)
    with override("en"):
        names = ZipFile(package_file(PackageKind.ZIP)).namelist()
        url = reverse("awards:download-package", args=[ceremony.pk, Package.objects.get().pk])
        answer = client.get(url, headers={"Accept-Language": "en"})
        b"".join(answer)  # read to its end, the file is closed
    certificate, plaque, _other = Award.objects.order_by("kind", "running_number")

    assert names[0] == f"0001 เกียรติบัตร {certificate.number.replace('/', '-')} โรงงานหนึ่ง.pdf"
    assert names[1] == f"0001 โล่ {plaque.number.replace('/', '-')} โรงงานหนึ่ง.pdf"
    assert (
        unquote(answer.headers["Content-Disposition"].partition("''")[2])
        == f"เกียรติบัตรและโล่ {ceremony.name}.zip"
    )
