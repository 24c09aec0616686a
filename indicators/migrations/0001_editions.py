"""Criteria editions: dimensions, aspects, indicators, thresholds and level rules."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


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
                ],
            },
        ),
        migrations.CreateModel(
            name="Dimension",
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
                        related_name="dimensions",
                        to="indicators.framework",
                    ),
                ),
                ("code", models.CharField(max_length=10, verbose_name="code")),
                ("name_th", models.CharField(max_length=200, verbose_name="Thai name")),
                ("name_en", models.CharField(max_length=200, verbose_name="English name")),
                ("official", models.BooleanField(default=False, verbose_name="official")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
            ],
            options={
                "verbose_name": "dimension",
                "ordering": ["framework_id", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("framework", "code"), name="dimension_once"),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^(?!\\.{1,2}\\Z)[A-Za-z0-9.-]+\\Z")),
                        name="dimension_code_fits_addresses",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Aspect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "dimension",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aspects",
                        to="indicators.dimension",
                    ),
                ),
                ("code", models.CharField(max_length=10, verbose_name="code")),
                ("name_th", models.CharField(max_length=200, verbose_name="Thai name")),
                ("name_en", models.CharField(max_length=200, verbose_name="English name")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
            ],
            options={
                "verbose_name": "aspect",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("dimension", "code"), name="aspect_once"),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^(?!\\.{1,2}\\Z)[A-Za-z0-9.-]+\\Z")),
                        name="aspect_code_fits_addresses",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "aspect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indicators",
                        to="indicators.aspect",
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("name_th", models.TextField(verbose_name="Thai name")),
                ("name_en", models.TextField(verbose_name="English name")),
                ("unit_th", models.CharField(max_length=100, verbose_name="Thai unit")),
                ("unit_en", models.CharField(max_length=100, verbose_name="English unit")),
                ("kind", models.CharField(max_length=10, verbose_name="kind")),
                ("direction", models.CharField(max_length=10, verbose_name="direction")),
                ("gate", models.BooleanField(verbose_name="must be met")),
                ("formula", models.CharField(max_length=20, verbose_name="formula")),
                (
                    "base",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=15, null=True, verbose_name="base of a rate"
                    ),
                ),
                (
                    "derived_from",
                    models.CharField(blank=True, max_length=40, verbose_name="register that can supply it"),
                ),
                ("evidence_th", models.TextField(blank=True, verbose_name="expected evidence")),
                ("official", models.BooleanField(default=False, verbose_name="official")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
            ],
            options={
                "verbose_name": "indicator",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("aspect", "code"), name="indicator_once"),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^(?!\\.{1,2}\\Z)[A-Za-z0-9.-]+\\Z")),
                        name="indicator_code_fits_addresses",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FormulaInput",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="inputs",
                        to="indicators.indicator",
                    ),
                ),
                ("key", models.CharField(max_length=20, verbose_name="key")),
                ("name_th", models.CharField(max_length=300, verbose_name="Thai name")),
                ("name_en", models.CharField(max_length=300, verbose_name="English name")),
                ("unit_th", models.CharField(max_length=100, verbose_name="Thai unit")),
                ("unit_en", models.CharField(max_length=100, verbose_name="English unit")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
            ],
            options={
                "verbose_name": "formula input",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("indicator", "key"), name="formula_input_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Threshold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="thresholds",
                        to="indicators.indicator",
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                ("value", models.DecimalField(decimal_places=4, max_digits=15, verbose_name="value")),
            ],
            options={
                "verbose_name": "threshold",
                "ordering": ["indicator_id", "level"],
                "constraints": [
                    models.UniqueConstraint(fields=("indicator", "level"), name="threshold_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkedExample",
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
                        related_name="worked_examples",
                        to="indicators.framework",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("answers", models.TextField(verbose_name="answers")),
                ("expected_level", models.PositiveSmallIntegerField(verbose_name="expected level")),
            ],
            options={
                "verbose_name": "worked example",
                "ordering": ["framework_id", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("framework", "name"), name="worked_example_once")
                ],
            },
        ),
    ]
