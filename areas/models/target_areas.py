"""Target areas, their names, and which followed which."""

from datetime import date
from functools import reduce
from operator import and_

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from areas.guards import HAS_SUCCESSORS, IS_NOT_ENDED
from areas.models.provinces import Province, shown_order
from areas.registry import AREA_PAGES, EXPLANATION_PAGES
from ecotown.common.database.guards import Guard
from ecotown.common.database.name_keys import SearchKey, SortKey
from ecotown.common.thai import ordering as thai_ordering
from ecotown.common.thai.formats import named
from ecotown.common.thai.typed_text import ascii_value, visible_text


def _occurs(key):
    """Return the condition that a key is part of the name of an area, of a former name or of its province."""
    former = AreaName.objects.filter(search_key__contains=key).values("area")
    return Q(search_key__contains=key) | Q(province__search_key__contains=key) | Q(pk__in=former)


class TargetAreaQuerySet(models.QuerySet):
    def in_force_on(self, day):
        """Filter to areas that are target areas on a day: those without an end, or with a later one."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day))

    def named_like(self, text):
        """Filter areas whose names, or whose province's, contain each word of `text`, or all in one piece.

        An area is found by the names that it had or will have, and by its whole key, too.
        """
        words = thai_ordering.search_words(text)
        if not words:
            return self.none() if visible_text(text) else self
        # Thai has no spaces between words; English words must match at the beginning, or "om" finds "-om".
        every_word = reduce(and_, (_occurs(f" {word}" if word.isascii() else word) for word in words))
        has_key = Q(key__iexact=ascii_value(text))
        return self.filter(every_word | _occurs("".join(words)) | has_key)

    def matching(self, values):
        """Filter by the text, the province and the phase that the values of an `AreaListForm` have."""
        areas = self.named_like(values["q"]) if "q" in values else self
        fields = {"province": "province__code", "phase": "phase"}
        return areas.filter(**{field: values[name] for name, field in fields.items() if name in values})


class TargetArea(models.Model):
    """An area that the department develops into an Eco Industrial Town.

    The name is the present one; it is empty where public sources give only the province. Other names, from or
    until a day, are its `names`. An area is never deleted: it ends on a day (`ended_on` is the first day on
    which it is none), and others may follow it.
    """

    key = models.SlugField(_("key"), max_length=80, unique=True)
    province = models.ForeignKey(Province, models.PROTECT, related_name="areas")
    name_th = models.CharField(_("Thai name"), max_length=200, blank=True)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    phase = models.PositiveSmallIntegerField(_("phase"))
    confidence = models.CharField(_("confidence of the source"), max_length=40)
    source = models.TextField(_("source"))
    note = models.TextField(_("note"), blank=True)
    announcement = models.ForeignKey(
        "areas.Announcement", models.PROTECT, null=True, blank=True, related_name="areas"
    )
    ended_on = models.DateField(_("no target area from"), null=True, blank=True)
    end_reason = models.TextField(_("why it is no target area"), blank=True)
    successors = models.ManyToManyField(
        "self", through="AreaSuccession", symmetrical=False, related_name="predecessors"
    )
    search_key = SearchKey(of=("name_th", "name_en"))
    sort_key = SortKey(of=("name_th",))

    objects = TargetAreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("target area")
        ordering = ["province__sort_key", "sort_key", "key"]
        constraints = [
            models.CheckConstraint(condition=Q(phase__range=(1, 3)), name="area_phase_is_1_to_3"),
            models.CheckConstraint(condition=Q(key__regex=r"^[A-Za-z0-9_-]+\Z"), name="area_key_is_slug"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end_reason="")
                | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="area_end_has_reason",
            ),
            Guard(
                name="area_key_stays",
                refuses=["update"],
                message="the key of an area stands in public addresses and never changes",
                when="NEW.key <> OLD.key",
            ),
            Guard(
                name="area_end_stays_with_successors",
                refuses=["update"],
                message="an area that others follow has an end",
                when=f"NEW.ended_on IS NULL AND {HAS_SUCCESSORS}",
            ),
            Guard(name="area_is_kept", refuses=["delete"], message="a target area is never deleted"),
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
    def history_subject(self) -> str:
        """Return the subject of its own history."""
        return f"area:{self.pk}"

    @property
    def is_ended(self) -> bool:
        """Return whether it is no target area any more."""
        return self.ended_on is not None and self.ended_on <= timezone.localdate()

    def name_on(self, day) -> "TargetArea | AreaName":
        """Return what bears the name that it had on a day: itself, or one of its `names`."""
        names = [name for name in self.names.all() if name.since is None or name.since <= day]
        return max(names, key=lambda name: name.since or date.min, default=self)

    @property
    def other_names(self) -> "list[AreaName]":
        """Return the names that it had or will have, without the present one."""
        return [name for name in self.names.all() if name.name_th != self.name_th]

    @property
    def name_order(self):
        """Return a sort key: areas with a name by the one that is shown, then those without by province."""
        return not self.name_th, shown_order(self), self.province.name_order, self.key


class AreaName(models.Model):
    """A name that an area bears from a day on, until the day of its next one.

    The first name counts from no day. An area that never was renamed has no rows.
    """

    area = models.ForeignKey(TargetArea, models.PROTECT, related_name="names")
    name_th = models.CharField(_("Thai name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    since = models.DateField(_("from"), null=True)
    source = models.TextField(_("source"), blank=True)
    search_key = SearchKey(of=("name_th", "name_en"))

    class Meta:
        verbose_name = _("name of an area")
        ordering = ["area_id", F("since").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(fields=["area", "since"], name="area_name_once_a_day"),
            models.UniqueConstraint(
                fields=["area"], condition=Q(since__isnull=True), name="area_first_name_once"
            ),
            models.CheckConstraint(condition=~Q(name_th=""), name="area_name_is_not_empty"),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | ~Q(source=""), name="area_name_has_source"
            ),
        ]

    def __str__(self):
        return self.name_th


class AreaSuccession(models.Model):
    """One area that follows another, which has an end because it was split or merged."""

    predecessor = models.ForeignKey(TargetArea, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(TargetArea, models.PROTECT, related_name="origins")

    class Meta:
        verbose_name = _("succession of areas")
        ordering = ["predecessor_id", "successor_id"]
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="area_succession_once"),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="area_does_not_follow_itself"
            ),
            Guard(
                name="area_succession_is_of_ended",
                refuses=["insert", "update"],
                message="only an area that has an end is followed by others",
                when=IS_NOT_ENDED,
            ),
        ]

    def __str__(self):
        return f"{self.predecessor_id} → {self.successor_id}"
