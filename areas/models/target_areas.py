"""Target areas."""

from functools import reduce
from operator import and_

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from areas.models.provinces import Province, shown_order
from areas.registry import AREA_PAGES, EXPLANATION_PAGES
from ecotown.common.database.name_keys import SearchKey, SortKey
from ecotown.common.thai import ordering as thai_ordering
from ecotown.common.thai.formats import named
from ecotown.common.thai.typed_text import ascii_value, visible_text


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
        return not self.name_th, shown_order(self), self.province.name_order, self.key
