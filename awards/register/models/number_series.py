"""Series of numbers: the last running number of each kind of award and year."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from awards.designs.words import KINDS
from ecotown.common.database.guards import Guard

NUMBERS = "running numbers are never given again"


class NumberSeries(models.Model):
    """เลขที่: the last running number of a kind of award in a fiscal year.

    The row is locked while a number is given; the number never decreases.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=list(KINDS.items()))
    year = models.PositiveSmallIntegerField(_("fiscal year (B.E.)"))
    last_number = models.PositiveIntegerField(_("last running number"), default=0)

    class Meta:
        verbose_name = _("series of numbers")
        ordering = ["-year", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "year"], name="number_series_once_a_year"),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="number_series_kind_is_known"),
            Guard(
                name="number_series_never_decreases",
                refuses=["update"],
                message=NUMBERS,
                when="NEW.last_number < OLD.last_number OR NEW.kind <> OLD.kind OR NEW.year <> OLD.year",
            ),
            Guard(name="number_series_is_kept", refuses=["delete"], message=NUMBERS),
        ]

    def __str__(self):
        return f"{self.kind} {self.year}: {self.last_number}"
