"""Provinces and their officers."""

from functools import cached_property

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ecotown.common.database.name_keys import SearchKey, SortKey
from ecotown.common.thai import ordering as thai_ordering
from ecotown.common.thai.formats import named


class Region(models.TextChoices):
    """The six regions of the National Geographical Committee."""

    NORTH = "north", pgettext_lazy("region", "North")
    NORTHEAST = "northeast", pgettext_lazy("region", "Northeast")
    CENTRAL = "central", pgettext_lazy("region", "Central")
    EAST = "east", pgettext_lazy("region", "East")
    WEST = "west", pgettext_lazy("region", "West")
    SOUTH = "south", pgettext_lazy("region", "South")


class Province(models.Model):
    """One of the 77 provinces."""

    code = models.CharField(_("TIS 1099 code"), max_length=2, unique=True)
    iso_code = models.CharField(_("ISO 3166-2 code"), max_length=5, unique=True)
    name_th = models.CharField(_("Thai name"), max_length=100, unique=True)
    name_en = models.CharField(_("English name"), max_length=100, unique=True)
    region = models.CharField(_("region"), max_length=10, choices=Region.choices)
    search_key = SearchKey(of=("name_th", "name_en"))
    sort_key = SortKey(of=("name_th",))
    officers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="ProvinceOfficer", related_name="provinces"
    )

    class Meta:
        verbose_name = _("province")
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(region__in=Region.values), name="province_region_is_known"
            ),
        ]

    def __str__(self):
        return self.name_th

    @property
    def name_order(self):
        """Return a sort key by the name that is shown."""
        return shown_order(self)

    @cached_property
    def officer_ids(self) -> frozenset[int]:
        """The ids of its officers, read once for this object, since a page asks several permissions."""
        return frozenset(self.terms.in_force().values_list("officer", flat=True))


def in_term(path: str = "", **row: object) -> models.Q:
    """Return the condition that a term in force today is at `path`, with these values of its columns.

    Used in one `filter`, it asks all of one term.
    """
    today = timezone.localdate()
    place = f"{path}__" if path else ""
    has_begun = models.Q(**{f"{place}begins_on__isnull": True}) | models.Q(
        **{f"{place}begins_on__lte": today}
    )
    goes_on = models.Q(**{f"{place}ends_on__isnull": True}) | models.Q(**{f"{place}ends_on__gte": today})
    return models.Q(**{f"{place}{name}": value for name, value in row.items()}) & has_begun & goes_on


class ProvinceOfficerQuerySet(models.QuerySet):
    def in_force(self):
        """Filter to terms that have begun and not ended."""
        return self.filter(in_term())

    def not_over(self):
        """Filter to terms in force and those that begin later."""
        return self.exclude(ends_on__lt=timezone.localdate())


class ProvinceOfficer(models.Model):
    """The term of an officer in a province: from the first to the last day, each open when it is null.

    Outside these days the province is not there for the officer. A later term replaces the earlier one; the
    history of the person keeps both.
    """

    province = models.ForeignKey(Province, models.PROTECT, related_name="terms")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="terms")
    begins_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = ProvinceOfficerQuerySet.as_manager()

    class Meta:
        verbose_name = _("officer of a province")
        constraints = [
            models.UniqueConstraint(fields=["province", "officer"], name="officer_once_in_province"),
            models.CheckConstraint(
                condition=models.Q(begins_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(begins_on__lte=models.F("ends_on")),
                name="term_begins_before_it_ends",
            ),
        ]

    def __str__(self):
        return f"{self.officer_id} – {self.province_id}"

    @property
    def has_begun(self) -> bool:
        return self.begins_on is None or self.begins_on <= timezone.localdate()

    @property
    def is_over(self) -> bool:
        return self.ends_on is not None and self.ends_on < timezone.localdate()

    @property
    def is_in_force(self) -> bool:
        return self.has_begun and not self.is_over


def shown_order(place):
    """Return the stored key of the Thai name, or one of the English name where that is shown."""
    name = named(place)
    return place.sort_key if name == str(place) else thai_ordering.stored_sort_key(name.casefold())
