"""Certificates are signed before their SHA-256 is taken, by the department or by the demonstration."""

import hashlib
import re
import subprocess
from pathlib import Path

import pytest
from django.urls import reverse

from assessments.workflow.domain import Status
from awards.printing.results import awards as award_results
from awards.register.actions import awards as award_actions
from awards.register.documents import awards as award_documents
from awards.register.models.awards import Award
from awards.verification.queries import signatures
from ecotown.common.signing import identities as signing_identities
from ecotown.common.signing.signatures import SignatureStatus
from tests import identities as tests_identities

pytestmark = pytest.mark.django_db


@pytest.fixture
def identity(settings, tmp_path):
    """Configure and return the department's identity."""
    settings.MEDIA_ROOT, settings.DEMONSTRATION_KEYS = tmp_path / "media", tmp_path / "keys"
    return tests_identities.of_department(settings, tmp_path)


@pytest.fixture
def issued(at, administrator, identity):
    return award_actions.issue_certificate(assessment=at(Status.PUBLISHED), by=administrator)


def rendered(certificate):
    assert award_results.AWARDS.make(certificate.pk) == 1
    return Award.objects.get(pk=certificate.pk)


def test_the_file_is_signed_and_then_its_sha256_is_taken(issued):
    certificate = rendered(issued)

    state = signatures.signature_state(certificate)
    assert (state.status, state.signer) == (SignatureStatus.VALID, "กรมทดสอบ")
    assert hashlib.sha256(Path(certificate.file.path).read_bytes()).hexdigest() == certificate.sha256


def test_without_an_identity_the_file_is_not_signed(issued, settings):
    settings.SIGNING_PKCS12 = ""

    assert signatures.signature_state(rendered(issued)).status == SignatureStatus.NONE


def test_a_demonstration_is_never_signed_by_the_department(demonstration_cycle, issued):
    state = signatures.signature_state(rendered(issued))

    assert (state.status, state.signer) == (SignatureStatus.VALID, signing_identities.DEMONSTRATION_NAME)
    assert signatures.is_signed_by_demonstration(state)


def test_a_certificate_that_cannot_be_signed_fails_and_can_be_tried_again(issued, settings, caplog):
    settings.SIGNING_PKCS12 = "missing.p12"

    award_results.AWARDS.make(issued.pk)

    issued.refresh_from_db()
    assert (issued.state, issued.error) == ("failed", "not-signed")
    assert "SigningError: missing.p12" in caplog.text


def test_a_stored_file_that_was_changed_is_detected(issued):
    certificate = rendered(issued)
    path = Path(certificate.file.path)
    good = path.read_bytes()
    content = bytearray(good)
    content[len(content) // 3] ^= 1
    path.write_bytes(content)

    assert signatures.signature_state(certificate).status == SignatureStatus.BROKEN
    path.write_bytes(good)
    assert signatures.signature_state(certificate).status == SignatureStatus.VALID


def test_the_key_is_not_needed_to_verify(issued, settings, tmp_path):
    certificate = rendered(issued)
    (tmp_path / "department.p12").unlink()

    assert signatures.signature_state(certificate).status == SignatureStatus.VALID


@pytest.mark.parametrize("setting", ["SIGNING_CERTIFICATE", "SIGNING_TRUSTED"])
def test_a_signature_that_cannot_be_checked_is_neither_broken_nor_cached(
    client, issued, settings, caplog, setting
):
    certificate = rendered(issued)
    right = settings.SIGNING_CERTIFICATE
    settings.SIGNING_CERTIFICATE = ""
    setattr(settings, setting, "missing.pem")

    page = client.get(reverse("awards:verify", args=[certificate.code])).content.decode()

    assert signatures.signature_state(certificate).status == SignatureStatus.UNREADABLE
    assert "ลายมือชื่อดิจิทัล" in page
    assert "เสียหาย" not in page
    assert "an identity that signs cannot be read" in caplog.text
    settings.SIGNING_CERTIFICATE, settings.SIGNING_TRUSTED = right, ""
    assert signatures.signature_state(certificate).status == SignatureStatus.VALID


def test_a_missing_file_is_unreadable_and_not_broken(issued, caplog):
    certificate = rendered(issued)
    path = Path(certificate.file.path)
    path.rename(path.with_suffix(".away"))

    assert signatures.signature_state(certificate).status == SignatureStatus.UNREADABLE
    assert "cannot be read" in caplog.text


@pytest.mark.parametrize("name", ["", "former.pem"])
def test_no_file_is_signed_that_could_not_be_verified(issued, settings, tmp_path, caplog, name):
    _authority, (customer,) = tests_identities.customers("กรมอื่น")
    tests_identities.write(tmp_path / "former.pem", customer.certificate)
    settings.SIGNING_CERTIFICATE = name and str(tmp_path / name)

    award_results.AWARDS.make(issued.pk)

    issued.refresh_from_db()
    assert (issued.state, issued.error) == ("failed", "not-signed")
    assert "SigningError: " in caplog.text


def test_without_a_working_signer_nothing_is_drawn(issued, settings, monkeypatch, caplog):
    def refuse_drawing(_certificates):
        raise AssertionError("a document was drawn in vain")

    settings.SIGNING_PKCS12 = "missing.p12"
    monkeypatch.setattr(award_documents, "award_pdfs", refuse_drawing)

    award_results.AWARDS.make(issued.pk)

    assert Award.objects.get().error == "not-signed"
    assert "SigningError: missing.p12" in caplog.text


def test_a_visible_signature_stands_where_the_settings_say(issued, settings, tmp_path):
    settings.SIGNING_BOX = [20, 10, 60, 10]

    certificate = rendered(issued)

    assert signatures.signature_state(certificate).status == SignatureStatus.VALID
    boxes = subprocess.run(
        ["pdftotext", "-bbox", certificate.file.path, "-"], capture_output=True, text=True, check=True
    ).stdout
    (corner,) = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>กรมทดสอบ<', boxes)
    left, top = (float(number) * 25.4 / 72 for number in corner)
    assert 20 < left < 80
    assert 190 < top < 200
