"""What the actions of awards share: giving numbers and codes, recording what was done."""

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

# 20 letters of 31 (none that look alike) are 99 bits: nobody guesses one.
CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH = 20


def lock_series(kind: Kind, year: int) -> Series:
    """The series of a kind and a year, which nobody else takes a number from before the transaction ends."""
    Series.objects.get_or_create(kind=kind.value, year=year)
    return Series.objects.select_for_update().get(kind=kind.value, year=year)


def take_numbers(series: Series, count: int) -> range:
    """The next `count` numbers of a locked series."""
    first = series.last + 1
    series.last += count
    series.save(update_fields=["last"])
    return range(first, first + count)


def new_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def resolutions_on(recipients: Iterable[Recipient]) -> dict[int, Resolution]:
    """The resolution in force on the area of each of these recipients by name that is honoured by it, by the
    area's id; of the year of their ceremony. One query.
    """
    sharing = [one for one in recipients if one.by_resolution]
    if not sharing:
        return {}
    found = Assessment.objects.filter(
        area__in=[one.area_id for one in sharing],
        cycle__year=sharing[0].year,
        status=Status.PUBLISHED,
        resolution__granted_level__gt=0,
    )
    return {one.area_id: one.resolution for one in found.select_related("resolution__meeting")}


def withdraw(award: Certificate) -> None:
    """What does not count any more is neither made nor taken along: the file, reprints, packages with it."""
    state = Certificate.State
    Certificate.objects.filter(pk=award.pk, state=state.WAITING).update(state=state.HELD, claimed_until=None)
    award.reprints.filter(state=state.WAITING).update(
        state=state.FAILED, error="withdrawn", claimed_until=None
    )
    listed = Recipient.objects.filter(assessment=award.assessment_id) if award.assessment_id else None
    ceremonies = listed.values("ceremony") if listed is not None else [award.recipient.ceremony_id]
    kinds = [kind.value for kind in PackageKind if kind.is_of_documents]
    packages = Package.objects.filter(ceremony__in=ceremonies, kind__in=kinds)
    packages.filter(state=Package.State.READY).update(expires_at=timezone.now())
    # Who makes one right now may have read it already; it is made anew.
    packages.filter(state=Package.State.WAITING).update(claimed_until=None)


def record_award(name: str, certificate: Certificate, *, by: User, **data: object) -> None:
    """Record a deed on an award in the chain of its assessment, or of its ceremony."""
    history.record(certificate.history_subject, name, by=by, data=_about(certificate) | data)


def record_awards(name: str, certificates: Sequence[Certificate], *, by: User) -> None:
    """The same deed on each of several awards; a constant number of queries."""
    history.record_all([(one.history_subject, name, _about(one)) for one in certificates], by=by)


def _about(certificate: Certificate) -> dict[str, object]:
    about: dict[str, object] = {"number": certificate.number}
    if certificate.kind != Kind.CERTIFICATE:
        about["award"] = certificate.kind
    if certificate.recipient_id:
        about["recipient"] = certificate.recipient_id
    return about
