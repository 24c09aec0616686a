"""Certificates are signed before their SHA-256 is taken, by the department or by the demonstration."""

import hashlib
import re
import subprocess
from pathlib import Path

import pytest

from assessments.domain.workflow import Status
from awards import actions, results
from awards import signing as awards
from awards.models import Certificate
from ecotown.common import signing
from ecotown.common.signatures import Seal

pytestmark = pytest.mark.django_db


@pytest.fixture
def identity(settings, tmp_path):
    """The department's identity, as the settings name it."""
    settings.MEDIA_ROOT, settings.DEMONSTRATION_KEYS = tmp_path / "media", tmp_path / "keys"
    path = tmp_path / "department.p12"
    signing.keep_once(path, lambda: signing.self_signed("กรมทดสอบ"))
    settings.SIGNING_PKCS12 = str(path)
    return signing.configured()


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


def test_what_is_made_up_is_never_signed_by_the_department(made_up, issued):
    state = awards.state_of(rendered(issued))

    assert (state.seal, state.signer) == (Seal.VALID, signing.DEMONSTRATION)
    assert awards.is_of_demonstration(state)


def test_a_certificate_that_cannot_be_signed_fails_and_can_be_tried_again(issued, settings, caplog):
    settings.SIGNING_PKCS12 = "missing.p12"

    results.render_certificate(certificate_id=issued.pk)

    issued.refresh_from_db()
    assert (issued.state, issued.error) == ("failed", "not-signed")
    assert "SigningError: missing.p12" in caplog.text


def test_a_certificate_changed_in_the_store_is_found(issued):
    certificate = rendered(issued)
    path = Path(certificate.file.path)
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 1
    path.write_bytes(content)

    assert awards.state_of(certificate).seal == Seal.BROKEN


def test_a_visible_signature_stands_where_the_settings_say(issued, settings, tmp_path):
    settings.SIGNING_BOX = [20, 10, 60, 10]

    certificate = rendered(issued)

    assert awards.state_of(certificate).seal == Seal.VALID
    boxes = subprocess.run(
        ["pdftotext", "-bbox", certificate.file.path, "-"], capture_output=True, text=True, check=True
    ).stdout
    (found,) = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>กรมทดสอบ<', boxes)
    left, top = (float(number) * 25.4 / 72 for number in found)
    assert 20 < left < 80
    assert 190 < top < 200
