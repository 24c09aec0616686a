"""Queries of the register."""

from django.db.models import QuerySet

from assessments.committee.models.resolutions import Resolution
from awards.ceremonies.models import Ceremony, Recipient
from awards.designs.domain.kinds import AwardKind
from awards.register.models.awards import Award
from ecotown.configuration.domain import Configuration, ConfigurationError


def ceremonies_of_award(award: Award) -> QuerySet[Ceremony]:
    """Return the ceremonies at which an award is handed out, none for one that was issued on its own."""
    if award.recipient is not None:
        return Ceremony.objects.filter(pk=award.recipient.ceremony_id)
    return Ceremony.objects.filter(recipients__assessment=award.assessment_id)


def resolution_of_award(award: Award) -> Resolution:
    """Return the resolution that an award is based on. Raises Resolution.DoesNotExist without one."""
    if award.resolution is None:
        raise Resolution.DoesNotExist(award.pk)
    return award.resolution


def valid_awards_of(recipient: Recipient) -> QuerySet[Award]:
    """Return the awards that a recipient receives and that are neither revoked nor replaced."""
    awards = Award.objects.not_replaced().filter(revoked_at__isnull=True).order_by("kind")
    if recipient.assessment_id:
        return awards.filter(assessment=recipient.assessment_id, kind__in=recipient.award_kinds)
    return awards.filter(recipient=recipient)


def check_number_formats(before: Configuration, after: Configuration) -> None:
    """Raise ConfigurationError("number-of-other-kind") if a new format repeats numbers of the other kind.

    Both kinds count for themselves, so that a plaque would get the number that a certificate has.
    """
    formats = {
        AwardKind.CERTIFICATE: (before.certificate_number, after.certificate_number),
        AwardKind.PLAQUE: (before.plaque_number, after.plaque_number),
    }
    for kind, (old, new) in formats.items():
        if old != new and Award.objects.exclude(kind=kind).filter(number_format=new).exists():
            raise ConfigurationError("number-of-other-kind")
