"""Everything a person can do to a certificate. Each action is one transaction and one link of the history."""

import secrets

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from assessments.domain.workflow import Status
from assessments.models import Assessment, Cycle
from awards import tasks
from awards.models import Certificate
from ecotown.accounts.models import User
from ecotown.common import history

# 20 letters of 31 (none that look alike) are 99 bits: nobody guesses one.
CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH = 20


class AwardError(Exception):
    """A step that is not possible; `code` says why."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


@transaction.atomic
def issue_certificate(*, assessment: Assessment, by: User) -> Certificate:
    """Give a published result its certificate and have it rendered; the one that exists is returned.

    Raises AwardError: "not-published", or "no-level" when no level was granted.
    """
    Cycle.objects.select_for_update().get(pk=assessment.cycle_id)
    issued = Certificate.objects.filter(assessment=assessment).first()
    if issued:
        return issued
    assessment = Assessment.objects.select_related("cycle", "resolution").get(pk=assessment.pk)
    if assessment.status != Status.PUBLISHED:
        raise AwardError("not-published")
    if assessment.resolution.granted_level == 0:
        raise AwardError("no-level")
    now = timezone.now()
    certificate = Certificate.objects.create(
        assessment=assessment,
        year=assessment.cycle.year,
        running_number=_last_number(assessment.cycle.year) + 1,
        code="".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH)),
        asked_at=now,
        issued_by=by,
        issued_at=now,
    )
    _record("certificate-issued", certificate, by=by)
    tasks.render_certificate.delay_on_commit(certificate_id=certificate.pk)
    return certificate


@transaction.atomic
def retry_certificate(*, certificate: Certificate, by: User) -> Certificate:
    """Have a certificate rendered again after an error. Raises AwardError("not-failed")."""
    certificate = _lock(certificate)
    if certificate.state != Certificate.State.FAILED:
        raise AwardError("not-failed")
    certificate.state, certificate.error = Certificate.State.WAITING, ""
    certificate.asked_at, certificate.claimed_until = timezone.now(), None
    certificate.save(update_fields=["state", "error", "asked_at", "claimed_until"])
    _record("certificate-retried", certificate, by=by)
    tasks.render_certificate.delay_on_commit(certificate_id=certificate.pk)
    return certificate


@transaction.atomic
def revoke_certificate(*, certificate: Certificate, reason: str, by: User) -> Certificate:
    """Declare a certificate void, for everyone to see. Raises AwardError: "revoked", "reason-missing"."""
    certificate = _lock(certificate)
    if certificate.is_revoked:
        raise AwardError("revoked")
    if not reason.strip():
        raise AwardError("reason-missing")
    certificate.revoked_by, certificate.revoked_at = by, timezone.now()
    certificate.revocation_reason = reason.strip()
    certificate.save(update_fields=["revoked_by", "revoked_at", "revocation_reason"])
    _record("certificate-revoked", certificate, by=by, reason=certificate.revocation_reason)
    return certificate


def _lock(certificate: Certificate) -> Certificate:
    return (
        Certificate.objects.select_for_update(of=("self",))
        .select_related("assessment")
        .get(pk=certificate.pk)
    )


def _last_number(year: int) -> int:
    return Certificate.objects.filter(year=year).aggregate(last=Max("running_number"))["last"] or 0


def _record(name: str, certificate: Certificate, *, by: User, **data: object) -> None:
    history.record(
        certificate.assessment.history_subject, name, by=by, data={"number": certificate.number, **data}
    )
