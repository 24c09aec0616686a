"""Rendering exactly once, whatever the messages and the workers do."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from assessments.domain.workflow import Status
from awards import actions, documents, results
from awards.models import Certificate

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(at, administrator, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return actions.issue_certificate(assessment=at(Status.PUBLISHED), by=administrator)


def test_the_file_is_stored_with_its_sha256(certificate):
    assert results.render_certificate(certificate_id=certificate.pk) is True

    certificate.refresh_from_db()
    assert certificate.state == "ready"
    assert hashlib.sha256(Path(certificate.file.path).read_bytes()).hexdigest() == certificate.sha256


def test_a_second_message_makes_no_second_file(certificate):
    results.render_certificate(certificate_id=certificate.pk)
    before = Certificate.objects.values().get()

    assert results.render_certificate(certificate_id=certificate.pk) is False

    assert Certificate.objects.values().get() == before
    assert len(list(settings.MEDIA_ROOT.rglob("*.pdf"))) == 1


def test_what_another_worker_holds_is_left_to_it(certificate):
    Certificate.objects.update(claimed_until=timezone.now() + timedelta(minutes=1))

    assert results.render_certificate(certificate_id=certificate.pk) is False


def test_a_claim_that_has_run_out_is_taken_over(certificate):
    Certificate.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))

    assert results.render_certificate(certificate_id=certificate.pk) is True


def test_who_lost_the_claim_while_rendering_stores_nothing(certificate, monkeypatch):
    def slow(found):
        Certificate.objects.update(claimed_until=timezone.now() + timedelta(minutes=5))
        yield b"late"

    monkeypatch.setattr(documents, "certificate_pdfs", slow)

    assert results.render_certificate(certificate_id=certificate.pk) is False
    assert Certificate.objects.get().state == "waiting"


def test_an_error_is_kept_on_the_row_and_can_be_tried_again(certificate, administrator, monkeypatch, caplog):
    def broken(found):
        raise ValueError("no font")

    with monkeypatch.context() as patch:
        patch.setattr(documents, "certificate_pdfs", broken)
        results.render_certificate(certificate_id=certificate.pk)

    certificate.refresh_from_db()
    assert (certificate.state, certificate.error) == ("failed", "unexpected")
    assert "could not be rendered" in caplog.text
    assert "no font" in caplog.text
    actions.retry_certificate(certificate=certificate, by=administrator)
    assert results.render_certificate(certificate_id=certificate.pk) is True


@pytest.mark.parametrize(
    ("state", "is_due"),
    [
        pytest.param({}, False, id="just asked for"),
        pytest.param({"asked": -1}, True, id="asked for long ago"),
        pytest.param({"asked": -1, "claimed": 1}, False, id="in the hands of a worker"),
        pytest.param({"asked": -1, "claimed": -1}, True, id="its worker is dead"),
        pytest.param({"asked": -1, "failed": True}, False, id="in error, which a person looks at"),
    ],
)
def test_the_sweep_finds_what_nobody_does(certificate, state, is_due):
    hour = timedelta(hours=1)
    now = timezone.now()
    Certificate.objects.update(
        asked_at=now + hour * state.get("asked", 0),
        claimed_until=now + hour * state["claimed"] if "claimed" in state else None,
        state="failed" if "failed" in state else "waiting",
    )

    assert results.claim_due_certificates() == ([certificate.pk] if is_due else [])
    assert results.claim_due_certificates() == []
