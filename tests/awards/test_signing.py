"""Certificates are signed before their SHA-256 is taken, by the department or by the demonstration."""

import hashlib
import re
import subprocess
from pathlib import Path

import pytest
from django.urls import reverse

from assessments.domain.workflow import Status
from awards import actions, documents, results
from awards import signing as awards
from awards.models import Certificate
from ecotown.common import signing
from ecotown.common.signatures import Seal
from tests import identities

pytestmark = pytest.mark.django_db


@pytest.fixture
def identity(settings, tmp_path):
    """Configure and return the department's identity."""
    settings.MEDIA_ROOT, settings.DEMONSTRATION_KEYS = tmp_path / "media", tmp_path / "keys"
    return identities.of_department(settings, tmp_path)


@pytest.fixture
def issued(at, administrator, identity):
    return actions.issue_certificate(assessment=at(Status.PUBLISHED), by=administrator)


def rendered(certificate):
    assert results.render_certificate(certificate_id=certificate.pk) is True
    return Certificate.objects.get(pk=certificate.pk)


def test_the_file_is_signed_and_then_its_sha256_is_taken(issued):
    certificate = rendered(issued)

    state = awards.state_of(certificate)
    assert (state.seal, state.signer) == (Seal.VALID, "กรมทดสอบ")
    assert hashlib.sha256(Path(certificate.file.path).read_bytes()).hexdigest() == certificate.sha256


def test_without_an_identity_the_file_is_not_signed(issued, settings):
    settings.SIGNING_PKCS12 = ""

    assert awards.state_of(rendered(issued)).seal == Seal.NONE


def test_a_demonstration_is_never_signed_by_the_department(demonstration_cycle, issued):
    state = awards.state_of(rendered(issued))

    assert (state.seal, state.signer) == (Seal.VALID, signing.DEMONSTRATION)
    assert awards.is_of_demonstration(state)


def test_a_certificate_that_cannot_be_signed_fails_and_can_be_tried_again(issued, settings, caplog):
    settings.SIGNING_PKCS12 = "missing.p12"

    results.render_certificate(certificate_id=issued.pk)

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

    assert awards.state_of(certificate).seal == Seal.BROKEN
    path.write_bytes(good)
    assert awards.state_of(certificate).seal == Seal.VALID


def test_the_key_is_not_needed_to_verify(issued, settings, tmp_path):
    certificate = rendered(issued)
    (tmp_path / "department.p12").unlink()

    assert awards.state_of(certificate).seal == Seal.VALID


@pytest.mark.parametrize("setting", ["SIGNING_CERTIFICATE", "SIGNING_TRUSTED"])
def test_a_signature_that_cannot_be_checked_is_neither_broken_nor_cached(
    client, issued, settings, caplog, setting
):
    certificate = rendered(issued)
    right = settings.SIGNING_CERTIFICATE
    settings.SIGNING_CERTIFICATE = ""
    setattr(settings, setting, "missing.pem")

    page = client.get(reverse("awards:verify", args=[certificate.code])).content.decode()

    assert awards.state_of(certificate).seal == Seal.UNREADABLE
    assert "ลายมือชื่อดิจิทัล" in page
    assert "เสียหาย" not in page
    assert "an identity that signs cannot be read" in caplog.text
    settings.SIGNING_CERTIFICATE, settings.SIGNING_TRUSTED = right, ""
    assert awards.state_of(certificate).seal == Seal.VALID


def test_a_missing_file_is_unreadable_and_not_broken(issued, caplog):
    certificate = rendered(issued)
    path = Path(certificate.file.path)
    path.rename(path.with_suffix(".away"))

    assert awards.state_of(certificate).seal == Seal.UNREADABLE
    assert "cannot be read" in caplog.text


@pytest.mark.parametrize("name", ["", "former.pem"])
def test_no_file_is_signed_that_could_not_be_verified(issued, settings, tmp_path, caplog, name):
    _authority, (other,) = identities.customers("กรมอื่น")
    identities.write(tmp_path / "former.pem", other.certificate)
    settings.SIGNING_CERTIFICATE = name and str(tmp_path / name)

    results.render_certificate(certificate_id=issued.pk)

    issued.refresh_from_db()
    assert (issued.state, issued.error) == ("failed", "not-signed")
    assert "SigningError: " in caplog.text


def test_without_a_working_signer_nothing_is_drawn(issued, settings, monkeypatch, caplog):
    def refuse_drawing(_certificates):
        raise AssertionError("a document was drawn in vain")

    settings.SIGNING_PKCS12 = "missing.p12"
    monkeypatch.setattr(documents, "certificate_pdfs", refuse_drawing)

    results.render_certificates(certificate_ids=[issued.pk])

    assert Certificate.objects.get().error == "not-signed"
    assert "SigningError: missing.p12" in caplog.text


def test_a_visible_signature_stands_where_the_settings_say(issued, settings, tmp_path):
    settings.SIGNING_BOX = [20, 10, 60, 10]

    certificate = rendered(issued)

    assert awards.state_of(certificate).seal == Seal.VALID
    boxes = subprocess.run(
        ["pdftotext", "-bbox", certificate.file.path, "-"], capture_output=True, text=True, check=True
    ).stdout
    (corner,) = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>กรมทดสอบ<', boxes)
    left, top = (float(number) * 25.4 / 72 for number in corner)
    assert 20 < left < 80
    assert 190 < top < 200
