"""Criteria editions with their level rules."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Framework",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("edition", models.SlugField(max_length=40, unique=True, verbose_name="edition")),
                ("name_th", models.CharField(max_length=300, verbose_name="Thai name")),
                ("name_en", models.CharField(max_length=300, verbose_name="English name")),
                ("effective_from", models.PositiveSmallIntegerField(verbose_name="from fiscal year (B.E.)")),
                ("official", models.BooleanField(verbose_name="official")),
                ("note_th", models.TextField(blank=True, verbose_name="Thai note")),
                ("note_en", models.TextField(blank=True, verbose_name="English note")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published")],
                        default="draft",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("checksum", models.CharField(max_length=64, verbose_name="SHA-256 of the criteria")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published at")),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "criteria edition",
                "ordering": ["-effective_from", "edition"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", True), ("status", "draft")),
                            models.Q(("published_at__isnull", False), ("status", "published")),
                            _connector="OR",
                        ),
                        name="framework_published_has_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("edition__regex", "^[A-Za-z0-9_-]+\\Z")),
                        name="framework_edition_is_slug",
                    ),
                    Guard(
                        name="framework_stays_once_published",
                        refuses=["update", "delete"],
                        message="a published criteria edition is never changed",
                        when="OLD.status = 'published'",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LevelRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="level_rules",
                        to="indicators.framework",
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                ("name_th", models.CharField(max_length=100, verbose_name="Thai name")),
                ("name_en", models.CharField(max_length=100, verbose_name="English name")),
                (
                    "pass_share",
                    models.DecimalField(
                        decimal_places=4, max_digits=15, verbose_name="share of all indicators (%)"
                    ),
                ),
                (
                    "dimension_share",
                    models.DecimalField(
                        decimal_places=4, max_digits=15, verbose_name="share in each dimension (%)"
                    ),
                ),
            ],
            options={
                "verbose_name": "level rule",
                "ordering": ["framework_id", "level"],
                "constraints": [
                    models.UniqueConstraint(fields=("framework", "level"), name="level_rule_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dimension_share__range", (0, 100)), ("pass_share__range", (0, 100))
                        ),
                        name="level_rule_shares_are_percent",
                    ),
                    Guard(
                        name="level_rule_stays_once_published",
                        refuses=["insert", "update", "delete"],
                        message="a published criteria edition is never changed",
                        when="EXISTS (SELECT 1 FROM indicators_framework f WHERE f.id = {row}.framework_id AND f.status = 'published')",
                    ),
                ],
            },
        ),
    ]
