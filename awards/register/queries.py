"""Queries of the register."""

from django.db.models import QuerySet

from awards.ceremonies.models import Ceremony
from awards.register.models import Award


def ceremonies_of_award(award: Award) -> QuerySet[Ceremony]:
    """Return the ceremonies at which an award is handed out, none for one that was issued on its own."""
    if award.assessment_id is None:
        return Ceremony.objects.filter(pk=award.recipient.ceremony_id)
    return Ceremony.objects.filter(recipients__assessment=award.assessment_id)
