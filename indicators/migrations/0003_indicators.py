"""Indicators with their formula inputs and thresholds."""

import django.db.models.deletion
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [("indicators", "0002_dimensions")]

    operations = [
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
                    Guard(
                        name="indicator_stays_once_published",
                        refuses=["insert", "update", "delete"],
                        message="a published criteria edition is never changed",
                        when="EXISTS (SELECT 1 FROM indicators_framework f WHERE f.id = (SELECT d.framework_id FROM indicators_aspect a JOIN indicators_dimension d ON d.id = a.dimension_id WHERE a.id = {row}.aspect_id) AND f.status = 'published')",
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
                    models.UniqueConstraint(fields=("indicator", "key"), name="formula_input_once"),
                    Guard(
                        name="formula_input_stays_once_published",
                        refuses=["insert", "update", "delete"],
                        message="a published criteria edition is never changed",
                        when="EXISTS (SELECT 1 FROM indicators_framework f WHERE f.id = (SELECT d.framework_id FROM indicators_indicator i JOIN indicators_aspect a ON a.id = i.aspect_id JOIN indicators_dimension d ON d.id = a.dimension_id WHERE i.id = {row}.indicator_id) AND f.status = 'published')",
                    ),
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
                    models.UniqueConstraint(fields=("indicator", "level"), name="threshold_once"),
                    Guard(
                        name="threshold_stays_once_published",
                        refuses=["insert", "update", "delete"],
                        message="a published criteria edition is never changed",
                        when="EXISTS (SELECT 1 FROM indicators_framework f WHERE f.id = (SELECT d.framework_id FROM indicators_indicator i JOIN indicators_aspect a ON a.id = i.aspect_id JOIN indicators_dimension d ON d.id = a.dimension_id WHERE i.id = {row}.indicator_id) AND f.status = 'published')",
                    ),
                ],
            },
        ),
    ]
