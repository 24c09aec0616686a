"""What the actions of awards share: assigning numbers and codes, recording events."""

import secrets
from collections.abc import Iterable, Sequence

from django.utils import timezone

from assessments.domain.workflow import Status
from assessments.models import Assessment, Resolution
from awards.domain.awards import Kind
from awards.domain.ceremonies import PackageKind
from awards.models import Certificate, Package, Recipient, Series
from ecotown.accounts.models import User
from ecotown.common import history

# 20 letters out of 31 (no look-alikes) are 99 bits, which cannot be guessed.
CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH = 20


def lock_series(kind: Kind, year: int) -> Series:
    """Return the number series of a kind and a year, locked until the transaction ends."""
    Series.objects.get_or_create(kind=kind.value, year=year)
    return Series.objects.select_for_update().get(kind=kind.value, year=year)


def take_numbers(series: Series, count: int) -> range:
    """Take the next `count` numbers of a locked series."""
    first = series.last + 1
    series.last += count
    series.save(update_fields=["last"])
    return range(first, first + count)


def new_code() -> str:
    """Return a random verification code."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def resolutions_on(recipients: Iterable[Recipient]) -> dict[int, Resolution]:
    """Return the resolutions in force that recipients by name share, by the id of their area.

    The resolutions are those of the fiscal year of the ceremony, which all recipients have in common. One
    query.
    """
    sharing = [recipient for recipient in recipients if recipient.by_resolution]
    if not sharing:
        return {}
    assessments = Assessment.objects.filter(
        area__in=[recipient.area_id for recipient in sharing],
        cycle__year=sharing[0].year,
        status=Status.PUBLISHED,
        resolution__granted_level__gt=0,
    )
    assessments = assessments.select_related("resolution__meeting")
    return {assessment.area_id: assessment.resolution for assessment in assessments}


def withdraw(award: Certificate) -> None:
    """Stop the rendering of an award that is no longer valid and of its reprints; expire its packages."""
    state = Certificate.State
    Certificate.objects.filter(pk=award.pk, state=state.WAITING).update(state=state.HELD, claimed_until=None)
    award.reprints.filter(state=state.WAITING).update(
        state=state.FAILED, error="withdrawn", claimed_until=None
    )
    recipients = Recipient.objects.filter(assessment=award.assessment_id) if award.assessment_id else None
    ceremonies = recipients.values("ceremony") if recipients is not None else [award.recipient.ceremony_id]
    kinds = [kind.value for kind in PackageKind if kind.is_of_documents]
    packages = Package.objects.filter(ceremony__in=ceremonies, kind__in=kinds)
    packages.filter(state=Package.State.READY).update(expires_at=timezone.now())
    # A worker that is making one may have read the award already, so the package is made again.
    packages.filter(state=Package.State.WAITING).update(claimed_until=None)


def record_award(name: str, certificate: Certificate, *, by: User, **data: object) -> None:
    """Record an event on an award in the history of its assessment, or of its ceremony."""
    history.record(certificate.history_subject, name, by=by, data=_event_facts(certificate) | data)


def record_awards(name: str, certificates: Sequence[Certificate], *, by: User) -> None:
    """Record the same event on each of several awards; a constant number of queries."""
    history.record_all([(award.history_subject, name, _event_facts(award)) for award in certificates], by=by)


def _event_facts(certificate: Certificate) -> dict[str, object]:
    facts: dict[str, object] = {"number": certificate.number}
    if certificate.kind != Kind.CERTIFICATE:
        facts["award"] = certificate.kind
    if certificate.recipient_id:
        facts["recipient"] = certificate.recipient_id
    return facts
