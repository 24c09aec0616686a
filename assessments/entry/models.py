"""The entries of officers in an assessment: values of indicators, and shared quantities."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.entry.guards import INPUT_IS_LOCKED, QUANTITY_IS_LOCKED
from assessments.workflow.guards import assessment_meets, indicator_is_locked
from assessments.workflow.models import Assessment
from ecotown.common.database.guards import Guard
from indicators.editions.models import NUMBER, Indicator, Quantity

LOCKED = "the values of a submitted assessment are never changed"


class Entry(models.Model):
    """ค่าที่กรอก: the entry for one indicator: a value, the formula's inputs, or a reason for neither."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="entries")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="entries")
    value = models.DecimalField(_("value"), null=True, blank=True, **NUMBER)
    not_applicable = models.BooleanField(_("not applicable"), default=False)
    reason = models.TextField(_("reason"), blank=True)
    is_answered = models.BooleanField(_("answered"), default=False)
    # A value carried forward from the previous cycle waits for an officer to confirm it. It stays carried
    # until it is changed, so that the assessors see who confirmed it without a change.
    is_carried = models.BooleanField(_("carried forward"), default=False)
    is_confirmed = models.BooleanField(_("confirmed"), default=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="entries"
    )
    entered_at = models.DateTimeField(_("entered at"))

    class Meta:
        verbose_name = _("entry")
        ordering = ["assessment_id", "indicator_id"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "indicator"], name="entry_once_in_assessment"),
            models.CheckConstraint(
                condition=Q(not_applicable=False) | (Q(value__isnull=True) & ~Q(reason="")),
                name="entry_not_applicable_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(is_answered=True) | Q(value__isnull=True, not_applicable=False),
                name="entry_with_value_is_answered",
            ),
            models.CheckConstraint(
                condition=Q(is_confirmed=True) | Q(is_carried=True), name="entry_to_confirm_was_carried"
            ),
            Guard(
                name="entry_is_locked",
                refuses=["insert", "update", "delete"],
                message=LOCKED,
                when=assessment_meets(indicator_is_locked("{row}.indicator_id")),
            ),
        ]

    def __str__(self):
        return f"{self.assessment_id} {self.indicator_id}"


class EntryInput(models.Model):
    """One number of an entry's formula, as the officer typed it."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="inputs")
    key = models.CharField(_("key"), max_length=20)
    value = models.DecimalField(_("value"), **NUMBER)

    class Meta:
        verbose_name = _("formula input")
        ordering = ["entry_id", "key"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "key"], name="entry_input_once"),
            Guard(
                name="entry_input_is_locked",
                refuses=["insert", "update", "delete"],
                message=LOCKED,
                when=INPUT_IS_LOCKED,
            ),
        ]

    def __str__(self):
        return f"{self.entry_id} {self.key}: {self.value}"


class QuantityEntry(models.Model):
    """ข้อมูลพื้นฐานของพื้นที่: the number of a shared quantity, which fills the inputs that are this quantity.

    An input keeps a number of its own where it differs. An emptied quantity has no row.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="quantity_entries")
    quantity = models.ForeignKey(Quantity, models.PROTECT, related_name="entries")
    value = models.DecimalField(_("value"), **NUMBER)
    # False for a number carried forward from the previous cycle, until an officer confirms or changes it.
    is_confirmed = models.BooleanField(_("confirmed"), default=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="quantity_entries"
    )
    entered_at = models.DateTimeField(_("entered at"))

    class Meta:
        verbose_name = _("entry of a shared quantity")
        ordering = ["assessment_id", "quantity_id"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "quantity"], name="quantity_entry_once"),
            models.CheckConstraint(condition=Q(value__gte=0), name="quantity_entry_is_not_negative"),
            models.CheckConstraint(
                condition=Q(is_confirmed=False) | Q(entered_by__isnull=False),
                name="quantity_entry_is_confirmed_by_somebody",
            ),
            Guard(
                name="quantity_entry_is_locked",
                refuses=["insert", "update", "delete"],
                message=LOCKED,
                when=assessment_meets(QUANTITY_IS_LOCKED),
            ),
        ]

    def __str__(self):
        return f"{self.assessment_id} {self.quantity_id}: {self.value}"
