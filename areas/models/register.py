"""What the register says about an area: its parts, boundary, groups, announcement and target levels."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models.published import HIGHEST_LEVEL, LOWEST_LEVEL
from areas.models.target_areas import TargetArea
from ecotown.common.files.uploads import NAME_LENGTH


def announcement_name(announcement, _name):
    """Return the storage path of the file of an announcement; it contains nothing that a person typed."""
    return f"{announcement.media_folder}/{uuid4().hex}.pdf"


class Announcement(models.Model):
    """ประกาศ: the announcement that named areas, with its file where the department has it."""

    media_folder = "announcements"

    title = models.CharField(_("title of the announcement"), max_length=300)
    number = models.CharField(_("number of the announcement"), max_length=100, blank=True)
    announced_on = models.DateField(_("date of the announcement"))
    file = models.FileField(_("file"), upload_to=announcement_name, blank=True)
    file_name = models.CharField(_("file name"), max_length=NAME_LENGTH, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)

    class Meta:
        verbose_name = _("announcement")
        ordering = ["-announced_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["title", "number", "announced_on"], name="announcement_once"),
            models.CheckConstraint(condition=~Q(title=""), name="announcement_has_title"),
            models.CheckConstraint(
                condition=Q(file="", file_name="", sha256="", size=0)
                | (~Q(file="") & ~Q(file_name="") & ~Q(sha256="") & Q(size__gt=0)),
                name="announcement_file_is_described",
            ),
        ]

    def __str__(self):
        return self.title


class SubDistrict(models.Model):
    """A sub-district (ตำบล or แขวง) that an area consists of, wholly or in part."""

    area = models.ForeignKey(TargetArea, models.PROTECT, related_name="sub_districts")
    position = models.PositiveSmallIntegerField(_("place in the list"))
    name = models.CharField(_("sub-district"), max_length=100)
    district = models.CharField(_("district"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("sub-district")
        ordering = ["area_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["area", "name", "district"], name="sub_district_once_in_area"),
            models.CheckConstraint(condition=~Q(name=""), name="sub_district_has_name"),
        ]

    def __str__(self):
        return f"{self.name} {self.district}".strip()


class AreaBoundary(models.Model):
    """The boundary of an area as GeoJSON, with its picture, which is drawn when it is saved."""

    area = models.OneToOneField(TargetArea, models.PROTECT, related_name="boundary")
    geojson = models.TextField(_("boundary"))
    sha256 = models.CharField(_("SHA-256 of the file as it was sent"), max_length=64)
    point_count = models.PositiveIntegerField(_("points"))
    square_km = models.DecimalField(_("square kilometres"), max_digits=10, decimal_places=3)
    outline = models.TextField(_("path of the picture"))
    width = models.PositiveSmallIntegerField(_("width of the picture"))
    height = models.PositiveSmallIntegerField(_("height of the picture"))
    source = models.TextField(_("source"))
    saved_at = models.DateTimeField(_("saved at"))

    class Meta:
        verbose_name = _("boundary of an area")
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="area_boundary_has_source"),
            models.CheckConstraint(
                condition=Q(square_km__gt=0, point_count__gte=4), name="area_boundary_encloses_something"
            ),
        ]

    def __str__(self):
        return f"{self.area_id}: {self.point_count}"


class AreaGroup(models.Model):
    """A group that areas belong to besides the list of target areas, such as an economic corridor."""

    name_th = models.CharField(_("Thai name"), max_length=200, unique=True)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    source = models.TextField(_("source"))

    class Meta:
        verbose_name = _("group of areas")
        ordering = ["name_th"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name_th="") & ~Q(source=""), name="area_group_has_name_and_source"
            ),
        ]

    def __str__(self):
        return self.name_th


class GroupMembership(models.Model):
    """That an area belongs to a group, and who says so."""

    area = models.ForeignKey(TargetArea, models.PROTECT, related_name="memberships")
    group = models.ForeignKey(AreaGroup, models.PROTECT, related_name="memberships")
    source = models.TextField(_("source"))

    class Meta:
        verbose_name = _("area in a group")
        ordering = ["area_id", "group__name_th"]
        constraints = [
            models.UniqueConstraint(fields=["area", "group"], name="area_once_in_group"),
            models.CheckConstraint(condition=~Q(source=""), name="group_membership_has_source"),
        ]

    def __str__(self):
        return f"{self.area_id} {self.group_id}"


class TargetLevel(models.Model):
    """The level that an area shall reach by a fiscal year, as its plan or the department says."""

    area = models.ForeignKey(TargetArea, models.PROTECT, related_name="target_levels")
    year = models.PositiveSmallIntegerField(_("fiscal year (B.E.)"))
    level = models.PositiveSmallIntegerField(_("level"))
    source = models.TextField(_("source"))

    class Meta:
        verbose_name = _("target level")
        ordering = ["area_id", "year"]
        constraints = [
            models.UniqueConstraint(fields=["area", "year"], name="target_level_once_a_year"),
            models.CheckConstraint(
                condition=Q(level__range=(LOWEST_LEVEL + 1, HIGHEST_LEVEL)), name="target_level_is_1_to_5"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="target_level_has_source"),
        ]

    def __str__(self):
        return f"{self.area_id} {self.year}: {self.level}"
