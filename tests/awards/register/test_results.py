"""Rendering exactly once, also after lost messages and dead workers."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from assessments.workflow.domain import Status
from awards.printing.results import awards as award_results
from awards.register.actions import awards as award_actions
from awards.register.documents import awards as award_documents
from awards.register.models.awards import Award

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(at, administrator, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return award_actions.issue_certificate(assessment=at(Status.PUBLISHED), by=administrator)


def test_the_file_is_stored_with_its_sha256(certificate):
    assert award_results.AWARDS.make(certificate.pk) == 1

    certificate.refresh_from_db()
    assert certificate.state == "ready"
    assert hashlib.sha256(Path(certificate.file.path).read_bytes()).hexdigest() == certificate.sha256


def test_a_second_message_makes_no_second_file(certificate):
    award_results.AWARDS.make(certificate.pk)
    before = Award.objects.values().get()

    assert award_results.AWARDS.make(certificate.pk) == 0

    assert Award.objects.values().get() == before
    assert len(list(settings.MEDIA_ROOT.rglob("*.pdf"))) == 1


def test_a_worker_that_lost_its_claim_stores_nothing(certificate, monkeypatch):
    def slow(_awards):
        Award.objects.update(claimed_until=timezone.now() + timedelta(minutes=5))
        yield b"late"

    monkeypatch.setattr(award_documents, "award_pdfs", slow)

    assert award_results.AWARDS.make(certificate.pk) == 0
    assert Award.objects.get().state == "waiting"


def test_an_error_is_kept_on_the_row_and_can_be_tried_again(certificate, administrator, monkeypatch, caplog):
    def broken(_awards):
        raise ValueError("no font")

    with monkeypatch.context() as patch:
        patch.setattr(award_documents, "award_pdfs", broken)
        award_results.AWARDS.make(certificate.pk)

    certificate.refresh_from_db()
    assert (certificate.state, certificate.error) == ("failed", "unexpected")
    assert "could not be made" in caplog.text
    assert "no font" in caplog.text
    award_actions.retry_award(award=certificate, by=administrator)
    assert award_results.AWARDS.make(certificate.pk) == 1
