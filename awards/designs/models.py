"""Designs of awards: a layout with the wording, seal and signatories of the department."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from awards.designs.words import KINDS, PURPOSES
from ecotown.common.database.guards import Guard

PUBLISHED = "a published design is never changed"


def picture_path(row, name):
    """Return the unguessable file name of a seal or signature, without any text that a person typed."""
    return f"{row.media_folder}/{uuid4().hex}.{name.rpartition('.')[2]}"


class DesignQuerySet(models.QuerySet):
    def published(self, kind, purpose):
        """Filter to published designs of a kind and for a purpose."""
        return self.filter(kind=kind, purpose=purpose, published_at__isnull=False)


class Design(models.Model):
    """แบบ: a draft until it is published; a published design never changes, but can be copied.

    `texts` holds the wording of the layout's slots that is the same on every document. Only awards of its
    `purpose` are printed in it.
    """

    media_folder = "designs"

    name = models.CharField(_("name"), max_length=120)
    layout = models.SlugField(_("layout"), max_length=40)
    kind = models.CharField(_("kind"), max_length=12, choices=list(KINDS.items()))
    purpose = models.CharField(_("meant for"), max_length=10, choices=list(PURPOSES.items()))
    width = models.DecimalField(_("width in mm"), max_digits=6, decimal_places=2)
    height = models.DecimalField(_("height in mm"), max_digits=6, decimal_places=2)
    bleed = models.DecimalField(_("bleed in mm"), max_digits=4, decimal_places=2, default=0)
    texts = models.JSONField(_("wording"), default=dict)
    seal = models.FileField(_("seal"), upload_to=picture_path, blank=True)
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="copies")
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="drafted_designs")
    drafted_at = models.DateTimeField(_("drafted at"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="published_designs"
    )
    published_at = models.DateTimeField(_("published at"), null=True)

    objects = DesignQuerySet.as_manager()

    class Meta:
        verbose_name = _("design")
        ordering = ["kind", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["name"], name="design_name_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(layout=""), name="design_has_name_and_layout"),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="design_kind_is_known"),
            models.CheckConstraint(condition=Q(purpose__in=list(PURPOSES)), name="design_purpose_is_known"),
            models.CheckConstraint(
                condition=Q(width__gte=20, height__gte=20, width__lte=600, height__lte=600)
                & Q(bleed__gte=0, bleed__lte=20),
                name="design_size_is_possible",
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True, published_at__isnull=True)
                | Q(published_by__isnull=False, published_at__isnull=False),
                name="design_published_by_and_at",
            ),
            Guard(
                name="design_stays_once_published",
                refuses=["update", "delete"],
                message=PUBLISHED,
                when="OLD.published_at IS NOT NULL",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("awards:design", args=[self.pk])

    @property
    def history_subject(self) -> str:
        return f"design:{self.pk}"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def state_words(self):
        if self.is_published:
            return pgettext_lazy("design", "Published")
        return pgettext_lazy("design", "Draft")


class DesignSignatory(models.Model):
    """ผู้ลงนาม: a signatory of a design, from left to right, with the picture of a signature if any."""

    media_folder = Design.media_folder

    design = models.ForeignKey(Design, models.PROTECT, related_name="signatories")
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("name"), max_length=200)
    position = models.CharField(_("position"), max_length=200, blank=True)
    image = models.FileField(_("signature"), upload_to=picture_path, blank=True)

    class Meta:
        verbose_name = _("signatory of a design")
        ordering = ["design_id", "order", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="design_signatory_has_name"),
            Guard(
                name="design_signatory_stays_once_published",
                refuses=["insert", "update", "delete"],
                message=PUBLISHED,
                when="EXISTS (SELECT 1 FROM awards_design d"
                " WHERE d.id = {row}.design_id AND d.published_at IS NOT NULL)",
            ),
        ]

    def __str__(self):
        return self.name
