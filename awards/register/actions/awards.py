"""Actions on one award: issue, retry, revoke, replace, reprint."""

from django.db import transaction
from django.utils import timezone

from assessments.committee.models.resolutions import Resolution
from assessments.committee.queries import resolution_of
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from awards.ceremonies.models import Recipient
from awards.ceremonies.queries import shared_resolutions
from awards.designs import words
from awards.designs.domain.kinds import AwardError, AwardKind
from awards.designs.domain.purposes import Purpose, missing_design_code
from awards.designs.events import Event
from awards.designs.models import Design
from awards.designs.queries import number_format
from awards.register.actions.recording import (
    lock_series,
    new_verification_code,
    record_award_event,
    take_numbers,
    withdraw_award,
)
from awards.register.documents import awards as award_documents
from awards.register.domain import check_replacing, check_reprinting, check_retrying, check_revoking
from awards.register.models.awards import Award
from awards.register.models.reprints import Reprint
from ecotown.accounts.models import User
from ecotown.common.queue.hints import send_on_commit


@transaction.atomic
def issue_certificate(*, assessment: Assessment, by: User) -> Award:
    """Issue the certificate of a published result and queue its rendering; return an existing one unchanged.

    Raises AwardError: "not-published", or "no-level" when no level was granted.
    """
    assessment = Assessment.objects.select_related("area__province", "cycle", "resolution").get(
        pk=assessment.pk
    )
    series = lock_series(AwardKind.CERTIFICATE, assessment.cycle.year)
    issued = Award.objects.certificates_of_assessments().filter(assessment=assessment).first()
    if issued:
        return issued
    if assessment.status != Status.PUBLISHED:
        raise AwardError("not-published")
    if resolution_of(assessment).granted_level == 0:
        raise AwardError("no-level")
    (number,) = take_numbers(series, 1)
    now = timezone.now()
    certificate = Award.objects.create(
        assessment=assessment,
        honoured=str(assessment.area),
        dated_on=timezone.localdate(now),
        is_demonstration=assessment.cycle.is_demonstration,
        year=assessment.cycle.year,
        running_number=number,
        number_format=number_format(AwardKind.CERTIFICATE),
        code=new_verification_code(),
        asked_at=now,
        issued_by=by,
        issued_at=now,
    )
    record_award_event(Event.CERTIFICATE_ISSUED, certificate, by=by)
    send_on_commit("awards.make_awards", pks=[certificate.pk])
    return certificate


@transaction.atomic
def retry_award(*, award: Award, by: User) -> Award:
    """Queue the rendering of an award whose rendering failed or was put off.

    Raises what `check_retrying` raises, and AwardError("design-purpose") when its design is made for another
    purpose.
    """
    award = lock_award(award)
    check_retrying(
        is_stopped=award.state in {Award.State.FAILED, Award.State.HELD},
        is_revoked=award.is_revoked,
        is_replaced=award.is_replaced,
    )
    _refuse_unfit_design(award)
    award.ask_again()
    record_award_event(Event.CERTIFICATE_RETRIED, award, by=by)
    send_on_commit("awards.make_awards", pks=[award.pk])
    return award


@transaction.atomic
def revoke_award(*, award: Award, reason: str, by: User) -> Award:
    """Revoke an award, which the public verification shows. Raises what `check_revoking` raises."""
    award = lock_award(award)
    check_revoking(is_revoked=award.is_revoked, is_replaced=award.is_replaced, reason=reason)
    award.revoked_by, award.revoked_at = by, timezone.now()
    award.revocation_reason = reason.strip()
    award.save(update_fields=["revoked_by", "revoked_at", "revocation_reason"])
    withdraw_award(award)
    record_award_event(Event.CERTIFICATE_REVOKED, award, by=by, reason=award.revocation_reason)
    return award


@transaction.atomic
def replace_award(*, award: Award, reason: str, by: User) -> Award:
    """Issue an award with a new number that replaces this one, with the level and name in force now.

    It has the design of the award that it replaces, or that of the ceremony when the former design is made
    for another purpose.

    Raises what `check_replacing` raises, and AwardError: "no-level" when the level was taken back, the code
    of `missing_design_code` when there is no design, "text-overflows" when the words do not fit into it.
    """
    award = lock_award(award)
    check_replacing(is_replaced=award.is_replaced, reason=reason)
    return issue_replacement(award=award, recipient=award.recipient, reason=reason, by=by)


@transaction.atomic
def issue_replacement(*, award: Award, recipient: Recipient | None, reason: str, by: User) -> Award:
    """Issue an award that replaces a locked one, with what is printed of `recipient`, stored or not.

    Without a recipient, of an area, it keeps the digits of the award. Raises as `replace_award`, and
    AwardError("text-overflows") when the words do not fit.
    """
    assessment = award.assessment
    if assessment and resolution_of(assessment).granted_level == 0:
        raise AwardError("no-level")
    series = lock_series(AwardKind(award.kind), award.year)
    named = None if assessment else recipient
    shared_resolution = _shared_resolution(named)
    design = _current_design(award, named, shared_resolution)
    (number,) = take_numbers(series, 1)
    now = timezone.now()
    replacement = Award(
        kind=award.kind,
        assessment=assessment,
        recipient=named,
        **(recipient.award_values if recipient else award.current_values),
        shared_resolution=shared_resolution,
        # Before its ceremony it keeps the date of the ceremony.
        dated_on=max(award.dated_on, timezone.localdate(now)),
        is_demonstration=award.is_demonstration,
        design=design,
        replaces=award,
        replacement_reason=reason.strip(),
        year=award.year,
        running_number=number,
        number_format=number_format(award.kind),
        code=new_verification_code(),
        asked_at=now,
        issued_by=by,
        issued_at=now,
    )
    if overflows := award_documents.overflows_of_awards([replacement]):
        raise AwardError("text-overflows", words.overflow_descriptions(overflows))
    replacement.save(force_insert=True)
    withdraw_award(award)
    record_award_event(
        Event.CERTIFICATE_REPLACED, replacement, by=by, replaces=award.number, reason=reason.strip()
    )
    send_on_commit("awards.make_awards", pks=[replacement.pk])
    return replacement


@transaction.atomic
def reprint_award(*, award: Award, reason: str, by: User) -> Reprint:
    """Queue a reprint with the same number, marked as a reprint; return one that still waits.

    Raises what `check_reprinting` raises, and AwardError("design-purpose") when the design is made for
    another purpose.
    """
    award = lock_award(award)
    check_reprinting(
        is_ready=award.state == Award.State.READY,
        is_revoked=award.is_revoked,
        is_replaced=award.is_replaced,
        reason=reason,
    )
    _refuse_unfit_design(award)
    if waiting := award.reprints.filter(state=Reprint.State.WAITING).first():
        return waiting
    reprint = award.reprints.create(reason=reason.strip(), asked_by=by, asked_at=timezone.now())
    record_award_event(Event.CERTIFICATE_REPRINTED, award, by=by, reason=reprint.reason)
    send_on_commit("awards.make_reprints", pks=[reprint.pk])
    return reprint


@transaction.atomic
def retry_reprint(*, reprint: Reprint, by: User) -> Reprint:
    """Queue the making of a failed reprint again; return another one of the award that waits.

    Raises AwardError("not-failed") and what `check_reprinting` raises.
    """
    award = lock_award(reprint.award)
    reprint = award.reprints.select_for_update(of=("self",)).get(pk=reprint.pk)
    if not reprint.is_failed:
        raise AwardError("not-failed")
    check_reprinting(
        is_ready=award.is_ready,
        is_revoked=award.is_revoked,
        is_replaced=award.is_replaced,
        reason=reprint.reason,
    )
    if waiting := award.reprints.waiting().first():
        return waiting
    reprint.ask_again()
    record_award_event(Event.REPRINT_RETRIED, award, by=by, reason=reprint.reason)
    send_on_commit("awards.make_reprints", pks=[reprint.pk])
    return reprint


def _shared_resolution(recipient: Recipient | None) -> Resolution | None:
    """Return the resolution in force that a recipient by name shares, None without one."""
    if recipient is None or recipient.area_id is None:
        return None
    return shared_resolutions([recipient]).get(recipient.area_id)


def _current_design(
    award: Award, recipient: Recipient | None, shared_resolution: Resolution | None
) -> Design | None:
    """Return the design for the current purpose, None for the portal's own. Raises AwardError."""
    purpose = Purpose.AREA if recipient is None else recipient.purpose
    if purpose == Purpose.PARTNER and shared_resolution is None:
        raise AwardError("no-level")
    if (award.design.purpose if award.design else Purpose.AREA) == purpose:
        return award.design
    if recipient is None:
        return None  # the design of the portal
    kind = AwardKind(award.kind)
    if design := recipient.ceremony.design_of(kind, purpose):
        return design
    raise AwardError(missing_design_code(kind, purpose))


def _refuse_unfit_design(award: Award) -> None:
    if not award.has_fitting_design:
        raise AwardError("design-purpose")


def lock_award(award: Award) -> Award:
    """Return the stored award, locked until the transaction ends.

    Its number series is locked first, as in a print run, to avoid deadlocks.
    """
    lock_series(AwardKind(award.kind), award.year)
    return (
        Award.objects.select_for_update(of=("self",))
        .select_related(
            *("assessment__area__province", "assessment__resolution"),
            *("recipient__ceremony", "recipient__area", "design"),
        )
        .get(pk=award.pk)
    )
