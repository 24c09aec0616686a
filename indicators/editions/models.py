"""The tables of a criteria edition, from its dimensions down to the thresholds."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ecotown.common.database.guards import Guard
from ecotown.common.thai import dates
from indicators.criteria.domain.fields import ADDRESS_CODE
from indicators.criteria.domain.framework import MAX_CODE_LENGTHS, SHORT_NAME_LENGTH
from indicators.editions.guards import EDITION_OF_INDICATOR, PUBLISHED, stays_once_published

# SQLite stores at most 15 significant digits exactly.
NUMBER = {"max_digits": 15, "decimal_places": 4}


def _code(part):
    return models.CharField(_("code"), max_length=MAX_CODE_LENGTHS[part])


def _code_fits_addresses(part):
    return models.CheckConstraint(
        condition=models.Q(code__regex=ADDRESS_CODE), name=f"{part}_code_fits_addresses"
    )


def _optional_text(label):
    return models.TextField(label, blank=True)


def _optional_name(label, length=300):
    return models.CharField(label, max_length=length, blank=True)


class FrameworkQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Framework.Status.PUBLISHED)

    def in_force(self, year):
        """Return the editions published for fiscal year `year` (B.E.) or earlier, the current one first."""
        started = self.published().filter(effective_from__lte=year)
        return started.order_by("-effective_from", "-published_at", "-pk")

    def ahead(self, year):
        """Return the editions published for a fiscal year after `year` (B.E.), the nearest first."""
        return self.published().filter(effective_from__gt=year).order_by("effective_from", "-published_at")

    def visible_to(self, user):
        """Return the published editions; for administrators the drafts too."""
        if user.is_authenticated and user.is_active and user.is_administrator:
            return self
        return self.published()


class Framework(models.Model):
    """An edition of the criteria. A published one never changes: guards of the database refuse it."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")

    edition = models.SlugField(_("edition"), max_length=40, unique=True)
    name_th = models.CharField(_("Thai name"), max_length=300)
    name_en = models.CharField(_("English name"), max_length=300)
    effective_from = models.PositiveSmallIntegerField(_("from fiscal year (B.E.)"))
    official = models.BooleanField(_("official"))
    note_th = models.TextField(_("Thai note"), blank=True)
    note_en = models.TextField(_("English note"), blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    checksum = models.CharField(_("SHA-256 of the criteria"), max_length=64)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("criteria edition")
        ordering = ["-effective_from", "edition"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="draft", published_at__isnull=True)
                | models.Q(status="published", published_at__isnull=False),
                name="framework_published_has_date",
            ),
            models.CheckConstraint(
                condition=models.Q(edition__regex=r"^[A-Za-z0-9_-]+\Z"), name="framework_edition_is_slug"
            ),
            Guard(
                name="framework_stays_once_published",
                refuses=["update", "delete"],
                message=PUBLISHED,
                when="OLD.status = 'published'",
            ),
        ]

    def __str__(self):
        return self.edition

    def get_absolute_url(self):
        return reverse("indicators:criteria", args=[self.edition])

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED

    @property
    def is_ahead(self) -> bool:
        """Return whether the edition is published and its first fiscal year has not begun."""
        return self.is_published and self.effective_from > dates.fiscal_year(timezone.localdate())

    @property
    def history_subject(self) -> str:
        return f"framework:{self.edition}"


class LevelRule(models.Model):
    """The requirements of an edition for a level, besides its gates and the levels below."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="level_rules")
    level = models.PositiveSmallIntegerField(_("level"))
    name_th = models.CharField(_("Thai name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=100)
    pass_share = models.DecimalField(_("share of all indicators (%)"), **NUMBER)
    dimension_share = models.DecimalField(_("share in each dimension (%)"), **NUMBER)

    class Meta:
        verbose_name = _("level rule")
        ordering = ["framework_id", "level"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "level"], name="level_rule_once"),
            models.CheckConstraint(
                condition=models.Q(pass_share__range=(0, 100), dimension_share__range=(0, 100)),
                name="level_rule_shares_are_percent",
            ),
            stays_once_published("level_rule"),
        ]

    def __str__(self):
        return f"{self.level} {self.name_th}"


class Dimension(models.Model):
    """มิติ: one of the five dimensions of an Eco Industrial Town."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="dimensions")
    code = _code("dimension")
    name_th = models.CharField(_("Thai name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200)
    official = models.BooleanField(_("official"), default=False)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("dimension")
        ordering = ["framework_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="dimension_once"),
            _code_fits_addresses("dimension"),
            stays_once_published("dimension"),
        ]

    def __str__(self):
        return f"{self.code} {self.name_th}"


class Aspect(models.Model):
    """ด้าน: a group of indicators inside a dimension."""

    dimension = models.ForeignKey(Dimension, models.CASCADE, related_name="aspects")
    code = _code("aspect")
    name_th = models.CharField(_("Thai name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("aspect")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["dimension", "code"], name="aspect_once"),
            _code_fits_addresses("aspect"),
            stays_once_published(
                "aspect", "(SELECT framework_id FROM indicators_dimension WHERE id = {row}.dimension_id)"
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name_th}"


class Quantity(models.Model):
    """ปริมาณร่วม: a number that several formulas ask for, entered once for an area, such as all factories."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="quantities")
    key = models.CharField(_("key"), max_length=MAX_CODE_LENGTHS["quantity"])
    name_th = models.CharField(_("Thai name"), max_length=300)
    name_en = _optional_name(_("English name"))
    unit_th = models.CharField(_("Thai unit"), max_length=100)
    unit_en = _optional_name(_("English unit"), 100)
    definition_th = _optional_text(_("Definition (Thai)"))
    definition_en = _optional_text(_("Definition (English)"))
    holder_th = _optional_text(_("Who has it (Thai)"))
    holder_en = _optional_text(_("Who has it (English)"))
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("Shared quantity")
        ordering = ["framework_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "key"], name="quantity_once"),
            models.CheckConstraint(
                condition=models.Q(key__regex=ADDRESS_CODE), name="quantity_key_fits_addresses"
            ),
            stays_once_published("quantity"),
        ]

    def __str__(self):
        return f"{self.key} {self.name_th}"

    @property
    def code(self) -> str:
        """What identifies it in the edition, as the code of any other part."""
        return self.key


class Indicator(models.Model):
    """ตัวชี้วัด: a criterion that is counted, measured or judged."""

    aspect = models.ForeignKey(Aspect, models.CASCADE, related_name="indicators")
    code = _code("indicator")
    name_th = models.TextField(_("Thai name"))
    name_en = models.TextField(_("English name"))
    short_name_th = _optional_name(_("Thai short name"), SHORT_NAME_LENGTH)
    short_name_en = _optional_name(_("English short name"), SHORT_NAME_LENGTH)
    unit_th = models.CharField(_("Thai unit"), max_length=100)
    unit_en = models.CharField(_("English unit"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10)
    direction = models.CharField(_("direction"), max_length=10)
    gate = models.BooleanField(_("must be met"))
    formula = models.CharField(_("formula"), max_length=20)
    base = models.DecimalField(_("base of a rate"), null=True, blank=True, **NUMBER)
    derived_from = models.CharField(_("register that can supply it"), max_length=40, blank=True)
    evidence_th = _optional_text(_("Expected evidence (Thai)"))
    evidence_en = _optional_text(_("Expected evidence (English)"))
    official = models.BooleanField(_("official"), default=False)
    source = models.TextField(_("source"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("indicator")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["aspect", "code"], name="indicator_once"),
            _code_fits_addresses("indicator"),
            stays_once_published(
                "indicator",
                "(SELECT d.framework_id FROM indicators_aspect a"
                " JOIN indicators_dimension d ON d.id = a.dimension_id WHERE a.id = {row}.aspect_id)",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name_th}"


class Guidance(models.Model):
    """คำอธิบายตัวชี้วัด: how an indicator is understood and its value collected.

    `example_value` is the result of the worked calculation; its numbers are the `example` of each input.
    """

    indicator = models.OneToOneField(Indicator, models.CASCADE, related_name="guidance")
    definition_th = _optional_text(_("Definition (Thai)"))
    definition_en = _optional_text(_("Definition (English)"))
    counts_th = _optional_text(_("What counts (Thai)"))
    counts_en = _optional_text(_("What counts (English)"))
    period_th = _optional_text(_("Period (Thai)"))
    period_en = _optional_text(_("Period (English)"))
    data_source_th = _optional_text(_("Source of the data (Thai)"))
    data_source_en = _optional_text(_("Source of the data (English)"))
    holder_th = _optional_text(_("Who has it (Thai)"))
    holder_en = _optional_text(_("Who has it (English)"))
    good_evidence_th = _optional_text(_("Evidence that suffices (Thai)"))
    good_evidence_en = _optional_text(_("Evidence that suffices (English)"))
    bad_evidence_th = _optional_text(_("Evidence that does not suffice (Thai)"))
    bad_evidence_en = _optional_text(_("Evidence that does not suffice (English)"))
    example_value = models.DecimalField(_("Result of the calculation"), null=True, blank=True, **NUMBER)
    example_th = _optional_text(_("Text of the calculation (Thai)"))
    example_en = _optional_text(_("Text of the calculation (English)"))

    class Meta:
        verbose_name = _("Guidance")
        ordering = ["indicator_id"]
        constraints = [stays_once_published("guidance", EDITION_OF_INDICATOR)]

    def __str__(self):
        return f"{self.indicator_id} {self.definition_th[:40]}"


class MaturityStep(models.Model):
    """ขั้นความพร้อม: what an area has done at one step of a choice."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="steps")
    step = models.PositiveSmallIntegerField(_("Step"))
    text_th = _optional_text(_("Text (Thai)"))
    text_en = _optional_text(_("Text (English)"))

    class Meta:
        verbose_name = _("Maturity step")
        ordering = ["indicator_id", "step"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "step"], name="maturity_step_once"),
            stays_once_published("maturity_step", EDITION_OF_INDICATOR),
        ]

    def __str__(self):
        return f"{self.indicator_id} {self.step}"


class FormulaInput(models.Model):
    """A number that the formula of an indicator uses.

    It may be a shared quantity; `example` is its number in the worked calculation of the indicator.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="inputs")
    key = models.CharField(_("key"), max_length=20)
    name_th = models.CharField(_("Thai name"), max_length=300)
    name_en = models.CharField(_("English name"), max_length=300)
    unit_th = models.CharField(_("Thai unit"), max_length=100)
    unit_en = models.CharField(_("English unit"), max_length=100)
    quantity = models.ForeignKey(Quantity, models.SET_NULL, null=True, blank=True, related_name="inputs")
    example = models.DecimalField(_("Number of the calculation"), null=True, blank=True, **NUMBER)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("formula input")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "key"], name="formula_input_once"),
            stays_once_published("formula_input", EDITION_OF_INDICATOR),
        ]

    def __str__(self):
        return f"{self.indicator_id} {self.key}"


class Threshold(models.Model):
    """The value an indicator must reach for a level; without a row it does not count at that level.

    Yes is stored as 1 and no as 0.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="thresholds")
    level = models.PositiveSmallIntegerField(_("level"))
    value = models.DecimalField(_("value"), **NUMBER)

    class Meta:
        verbose_name = _("threshold")
        ordering = ["indicator_id", "level"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "level"], name="threshold_once"),
            stays_once_published("threshold", EDITION_OF_INDICATOR),
        ]

    def __str__(self):
        return f"{self.indicator_id} {self.level}: {self.value}"


class WorkedExample(models.Model):
    """Answers with a known level; an edition that computes another level cannot be published.

    `answers` is the JSON text of an answers file, in which numbers are exact up to 15 digits.
    """

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="worked_examples")
    name = models.CharField(_("name"), max_length=200)
    answers = models.TextField(_("answers"))
    expected_level = models.PositiveSmallIntegerField(_("expected level"))

    class Meta:
        verbose_name = _("worked example")
        ordering = ["framework_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "name"], name="worked_example_once"),
            stays_once_published("worked_example"),
        ]

    def __str__(self):
        return self.name
