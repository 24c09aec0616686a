"""Queries of the register."""

from django.db.models import QuerySet

from assessments.committee.models import Resolution
from awards.ceremonies.models import Ceremony
from awards.register.models.awards import Award


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
