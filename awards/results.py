"""Rendering certificates exactly once, whatever happens to the workers."""

import contextlib
import hashlib
import logging
from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from awards import documents, notices
from awards.models import Certificate

logger = logging.getLogger(__name__)


def render_certificate(*, certificate_id: int) -> bool:
    """Make the file of a certificate; True when this call made it.

    False when it exists or another worker holds the claim. An error of the rendering is kept on the row.
    """
    certificate = _claim(certificate_id)
    if certificate is None:
        return False
    try:
        content = documents.certificate_pdf(certificate)
    except (OperationalError, InterfaceError):
        # The database was away, which says nothing about this certificate: let the retry take it up at once.
        with contextlib.suppress(OperationalError, InterfaceError):
            Certificate.objects.filter(pk=certificate.pk).update(claimed_until=None)
        raise
    except Exception as error:
        logger.exception("certificate %s could not be rendered", certificate.number)
        _mark_failed(certificate, error)
        return False
    return _store(certificate, content)


def claim_due_certificates(limit: int = 200) -> list[int]:
    """Ids of certificates whose rendering was asked for in vain, marked as asked for now."""
    now = timezone.now()
    asked_before = now - timedelta(seconds=settings.CLAIM_SECONDS)
    with transaction.atomic():
        due = Certificate.objects.rendering_due(now, asked_before).select_for_update(skip_locked=True)
        found = list(due.values_list("pk", flat=True)[:limit])
        Certificate.objects.filter(pk__in=found).update(asked_at=now)
    return found


@transaction.atomic
def _claim(certificate_id):
    certificate = Certificate.objects.select_for_update().get(pk=certificate_id)
    now = timezone.now()
    is_claimed = certificate.claimed_until is not None and certificate.claimed_until > now
    if certificate.state != Certificate.State.WAITING or is_claimed:
        return None
    certificate.claimed_until = now + timedelta(seconds=settings.CLAIM_SECONDS)
    certificate.save(update_fields=["claimed_until"])
    return certificate


def _store(claimed, content):
    sha256 = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        certificate = _lock(claimed)
        if (
            certificate.state != Certificate.State.WAITING
            or certificate.claimed_until != claimed.claimed_until
        ):
            return False
        name = f"{certificate.year}/{certificate.running_number}-{sha256[:12]}.pdf"
        certificate.file.save(name, ContentFile(content), save=False)
        certificate.sha256, certificate.state = sha256, Certificate.State.READY
        certificate.claimed_until = None
        certificate.save(update_fields=["file", "sha256", "state", "claimed_until"])
        notices.tell("certificate-ready", certificate)
    return True


def _lock(claimed):
    certificates = Certificate.objects.select_for_update(of=("self",))
    return certificates.select_related("assessment__area").get(pk=claimed.pk)


@transaction.atomic
def _mark_failed(claimed, error):
    certificate = _lock(claimed)
    if certificate.claimed_until == claimed.claimed_until:
        certificate.state, certificate.error = Certificate.State.FAILED, f"{type(error).__name__}: {error}"
        certificate.claimed_until = None
        certificate.save(update_fields=["state", "error", "claimed_until"])
        notices.tell("certificate-failed", certificate)
