"""Provinces and target areas, with the levels and totals that the department has published."""

from functools import cached_property, reduce
from operator import and_

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from areas.registry import AREA_PAGES, EXPLANATION_PAGES
from ecotown.common.database.name_keys import SearchKey, SortKey
from ecotown.common.thai import ordering as thai_ordering
from ecotown.common.thai.formats import named
from ecotown.common.thai.typed_text import ascii_value, visible_text

LOWEST_LEVEL, HIGHEST_LEVEL = 0, 5


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
        return _shown_order(self)

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


def _occurs(key):
    return models.Q(search_key__contains=key) | models.Q(province__search_key__contains=key)


class TargetAreaQuerySet(models.QuerySet):
    def named_like(self, text):
        """Filter areas whose names, or whose province's, contain each word of `text`, or all in one piece.

        An area is found by its whole key, too.
        """
        words = thai_ordering.search_words(text)
        if not words:
            return self.none() if visible_text(text) else self
        # Thai has no spaces between words; English words must match at the beginning, or "om" finds "-om".
        every_word = reduce(and_, (_occurs(f" {word}" if word.isascii() else word) for word in words))
        has_key = models.Q(key__iexact=ascii_value(text))
        return self.filter(every_word | _occurs("".join(words)) | has_key)

    def matching(self, values):
        """Filter by the text, the province and the phase that the values of an `AreaListForm` have."""
        areas = self.named_like(values["q"]) if "q" in values else self
        fields = {"province": "province__code", "phase": "phase"}
        return areas.filter(**{field: values[name] for name, field in fields.items() if name in values})


class TargetArea(models.Model):
    """An area that the department develops into an Eco Industrial Town.

    The name is empty where public sources give only the province.
    """

    key = models.SlugField(_("key"), max_length=80, unique=True)
    province = models.ForeignKey(Province, models.PROTECT, related_name="areas")
    name_th = models.CharField(_("Thai name"), max_length=200, blank=True)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    phase = models.PositiveSmallIntegerField(_("phase"))
    confidence = models.CharField(_("confidence of the source"), max_length=40)
    source = models.TextField(_("source"))
    note = models.TextField(_("note"), blank=True)
    search_key = SearchKey(of=("name_th", "name_en"))
    sort_key = SortKey(of=("name_th",))

    objects = TargetAreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("target area")
        ordering = ["province__sort_key", "sort_key", "key"]
        constraints = [
            models.CheckConstraint(condition=models.Q(phase__range=(1, 3)), name="area_phase_is_1_to_3"),
            models.CheckConstraint(
                condition=models.Q(key__regex=r"^[A-Za-z0-9_-]+\Z"), name="area_key_is_slug"
            ),
        ]

    def __str__(self):
        return self.name_th or gettext("Target area in %(province)s (name not public)") % {
            "province": named(self.province)
        }

    def get_absolute_url(self):
        """Return the URL of its public page."""
        return reverse(AREA_PAGES[0], args=[self.key])

    def explanation_url(self, year):
        """Return the URL of the public page that explains its level of a year, once that is published."""
        return reverse(EXPLANATION_PAGES[0], args=[self.key, year])

    @property
    def name_order(self):
        """Return a sort key: areas with a name by the one that is shown, then those without by province."""
        return not self.name_th, _shown_order(self), self.province.name_order, self.key


def _shown_order(place):
    """Return the stored key of the Thai name, or one of the English name where that is shown."""
    name = named(place)
    return place.sort_key if name == str(place) else thai_ordering.stored_sort_key(name.casefold())


class PublishedLevel(models.Model):
    """A level that the department has published for an area and a year, with its source."""

    area = models.ForeignKey(TargetArea, models.PROTECT, related_name="published_levels")
    year = models.PositiveSmallIntegerField(_("fiscal year (B.E.)"))
    level = models.PositiveSmallIntegerField(_("level"))
    source = models.TextField(_("source"))

    class Meta:
        verbose_name = _("published level")
        ordering = ["area_id", "year"]
        constraints = [
            models.UniqueConstraint(fields=["area", "year"], name="published_level_once_a_year"),
            models.CheckConstraint(
                condition=models.Q(level__range=(LOWEST_LEVEL, HIGHEST_LEVEL)),
                name="published_level_is_0_to_5",
            ),
        ]

    def __str__(self):
        return f"{self.area_id} {self.year}: {self.level}"


class PublishedTotal(models.Model):
    """A national total that the department has published: areas, provinces, or areas at a level."""

    class Kind(models.TextChoices):
        AREAS = "areas", _("Target areas")
        PROVINCES = "provinces", _("Provinces with target areas")
        AREAS_AT_LEVEL = "areas-at-level", _("Areas at a level")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    year = models.PositiveSmallIntegerField(_("fiscal year (B.E.)"))
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    number = models.PositiveIntegerField(_("number"))
    published_on = models.DateField(_("published on"), null=True, blank=True)
    source = models.TextField(_("source"))

    class Meta:
        verbose_name = _("published total")
        ordering = ["-year", "kind", "-level"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "year", "level"], name="published_total_once"),
            models.UniqueConstraint(
                fields=["kind", "year"],
                condition=models.Q(level__isnull=True),
                name="published_total_without_level_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="areas-at-level", level__isnull=False, level__range=(0, 5))
                | models.Q(kind__in=["areas", "provinces"], level__isnull=True),
                name="published_total_level_fits_kind",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.year}: {self.number}"
