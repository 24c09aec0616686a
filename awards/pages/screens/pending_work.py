"""What waits for administrators in the awards: ceremonies, failed and outdated awards, the key that signs."""

from collections import defaultdict
from datetime import date, timedelta

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from awards.ceremonies.models import Ceremony, Recipient
from awards.printing.models import Package
from awards.printing.words import PACKAGE_LABELS
from awards.register.models.awards import IS_OUTDATED, Award
from awards.register.models.reprints import Reprint
from ecotown.accounts.models import User
from ecotown.common.signing import identities
from ecotown.common.signing.identities import SigningError
from ecotown.configuration.queries import current
from ecotown.notices.registry import PendingWork, declare_work

# Documents that are still missing so long after a ceremony will not be handed out any more.
AFTER_CEREMONY = timedelta(days=30)
HOLD, ISSUE = "awards.hold_ceremonies", "awards.issue"


def declare() -> None:
    """Register the kinds of work, for the page of a person's work and for the daily mail."""
    declare_work(gettext_lazy("Ceremonies"), ceremonies_to_print)
    declare_work(gettext_lazy("Certificates, plaques and packages"), documents_to_mend)
    declare_work(gettext_lazy("Signature of the awards"), signing_to_renew)


def ceremonies_to_print(user: User) -> list[PendingWork]:
    """Return what is to be done before ceremonies, the next one first; three queries.

    That is to print what is not printed, and to look at how a changed name is read aloud.
    """
    if not user.has_perm(HOLD):
        return []
    since = timezone.localdate() - AFTER_CEREMONY
    ceremonies = Ceremony.objects.visible_to(user).filter(date__gte=since).order_by("date", "pk")
    recipients = list(
        Recipient.objects.filter(ceremony__in=ceremonies)
        .select_related("ceremony", "assessment__area")
        .order_by("ceremony__date", "pk")
    )
    made, withdrawn = _made_and_withdrawn(recipients)
    missing: defaultdict[Ceremony, int] = defaultdict(int)
    for recipient in recipients:
        keys = {_key(recipient, kind.value) for kind in recipient.award_kinds}
        missing[recipient.ceremony] += len(keys - made - withdrawn)
    work = [_ceremony_work(ceremony, count) for ceremony, count in missing.items() if count]
    today = timezone.localdate()
    coming = [recipient for recipient in recipients if recipient.ceremony.date >= today]
    work += [_reading_work(recipient) for recipient in coming if recipient.is_pronunciation_stale]
    return sorted(work, key=lambda piece: piece.due)


def _ceremony_work(ceremony: Ceremony, count: int) -> PendingWork:
    sentence = ngettext("%(count)s document not printed", "%(count)s documents not printed", count)
    return PendingWork(
        name=ceremony.name,
        action=_("Print the documents"),
        url=ceremony.get_absolute_url(),
        list_url=reverse("awards:ceremonies"),
        due=ceremony.date,
        detail=sentence % {"count": count},
    )


def _reading_work(recipient: Recipient) -> PendingWork:
    return PendingWork(
        name=recipient.name,
        action=_("Check how the changed name is read"),
        url=reverse("awards:recipient", args=[recipient.ceremony_id, recipient.pk]),
        list_url=recipient.ceremony.get_absolute_url(),
        due=recipient.ceremony.date,
        detail=recipient.ceremony.name,
    )


def _key(recipient: Recipient, kind: str) -> tuple[int | None, int | None, str]:
    return recipient.assessment_id, None if recipient.assessment_id else recipient.pk, kind


def _made_and_withdrawn(recipients: list[Recipient]) -> tuple[set, set]:
    """Return the keys of the awards of recipients that can be handed out, and of those that were revoked."""
    of_recipients = Q(recipient__in=[recipient.pk for recipient in recipients])
    of_recipients |= Q(assessment__in=[row.assessment_id for row in recipients if row.assessment_id])
    awards = list(Award.objects.not_replaced().filter(of_recipients).select_related("design"))
    outdated = set(Award.objects.filter(of_recipients).not_replaced().outdated().values_list("pk", flat=True))
    made, withdrawn = set(), set()
    for award in awards:
        key = award.assessment_id, award.recipient_id, award.kind
        if award.is_revoked:
            withdrawn.add(key)
        elif award.is_ready and award.pk not in outdated and award.has_fitting_design:
            made.add(key)
    return made, withdrawn


def documents_to_mend(user: User) -> list[PendingWork]:
    """Return the documents that could not be made, or that say another level than is in force; two queries.

    The certificate of a published result that could not be made waits as a step of its assessment.
    """
    if not user.has_perm(ISSUE):
        return []
    is_failed = Q(state=Award.State.FAILED) & ~Q(assessment__isnull=False, kind="certificate")
    awards = Award.objects.not_replaced().with_levels().filter(revoked_at__isnull=True)
    awards = _with_failed_reprint(awards)
    awards = awards.filter(is_failed | IS_OUTDATED | Q(failed_reprint_at__isnull=False)).select_related(
        "recipient", "assessment__resolution", "shared_resolution__assessment__resolution"
    )
    packages = _newest(
        Package.objects.filter(owner=user, expires_at__gt=timezone.now()).select_related("ceremony")
    )
    return [
        *map(_award_work, awards.order_by("asked_at", "pk")),
        *(_package_work(package) for package in packages if package.is_failed),
    ]


def _with_failed_reprint(awards):
    """Annotate the newest reprint that could not be made: when it was asked for, and why it failed."""
    failed = Reprint.objects.filter(award=OuterRef("pk"), state=Reprint.State.FAILED)
    failed = failed.exclude(award__reprints__state=Reprint.State.WAITING).order_by("-pk")
    return awards.annotate(
        failed_reprint_at=Subquery(failed.values("asked_at")[:1]),
        failed_reprint_error=Subquery(failed.values("error")[:1]),
    )


def _newest(packages) -> list[Package]:
    """Return the newest package of each kind and ceremony: an older one was asked for anew."""
    newest = {(package.ceremony_id, package.kind): package for package in packages.order_by("asked_at", "pk")}
    return list(newest.values())


def _award_work(award: Award) -> PendingWork:
    """Return the work of an award; one that says another level is replaced or revoked, failed or not."""
    printed, in_force = award.printed_level, award.level_in_force
    if printed is None or printed == in_force:
        return _failed_award(award)
    assessment = award.assessment or award.shared_resolution.assessment
    levels = {"printed": printed, "in_force": in_force}
    return PendingWork(
        name=f"{award.get_kind_display()} {award.number} {award.honoured}",
        action=_("Replace it by a new one, or revoke it"),
        url=award.get_absolute_url(),
        list_url=reverse("awards:ceremonies"),
        due=None,
        since=timezone.localdate(assessment.resolution.recorded_at),
        detail=_("It says level %(printed)s, level %(in_force)s is in force") % levels,
    )


def _failed_award(award: Award) -> PendingWork:
    """Return the work of an award that could not be made, or whose reprint could not."""
    document = award
    if award.state != Award.State.FAILED:
        document = Reprint(asked_at=award.failed_reprint_at, error=award.failed_reprint_error)
    return PendingWork(
        name=f"{award.get_kind_display()} {award.number} {award.honoured}",
        action=_("Make the document again"),
        url=award.get_absolute_url(),
        list_url=reverse("awards:ceremonies"),
        due=None,
        since=timezone.localdate(document.asked_at),
        detail=document.error_words,
    )


def _package_work(package: Package) -> PendingWork:
    return PendingWork(
        name=package.ceremony.name,
        action=_("Make the file again"),
        url=package.ceremony.get_absolute_url(),
        list_url=reverse("awards:ceremonies"),
        due=None,
        since=timezone.localdate(package.asked_at),
        detail=str(PACKAGE_LABELS[package.kind]),
    )


def signing_to_renew(user: User) -> list[PendingWork]:
    """Return the certificate that signs the awards while it expires soon, is expired or cannot be read."""
    if not user.has_perm(ISSUE):
        return []
    try:
        expires_on = identities.own_expiry()
    except SigningError:
        return [_signing_work(_("The certificate cannot be read"), None)]
    warned_from = timezone.localdate() + timedelta(days=current().signing_warning_days)
    if expires_on is None or expires_on > warned_from:
        return []
    return [_signing_work(_("The certificate expires"), expires_on)]


def _signing_work(detail: str, due: date | None) -> PendingWork:
    url = reverse("awards:signing")
    return PendingWork(
        name=_("Certificate that signs the awards"),
        action=_("Renew the certificate"),
        url=url,
        list_url=url,
        due=due,
        detail=detail,
    )
