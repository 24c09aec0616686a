"""Dimensions and aspects of an edition."""

import django.db.models.deletion
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_editions")]

    operations = [
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
                    Guard(
                        name="dimension_stays_once_published",
                        refuses=["insert", "update", "delete"],
                        message="a published criteria edition is never changed",
                        when="EXISTS (SELECT 1 FROM indicators_framework f WHERE f.id = {row}.framework_id AND f.status = 'published')",
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
                    Guard(
                        name="aspect_stays_once_published",
                        refuses=["insert", "update", "delete"],
                        message="a published criteria edition is never changed",
                        when="EXISTS (SELECT 1 FROM indicators_framework f WHERE f.id = (SELECT framework_id FROM indicators_dimension WHERE id = {row}.dimension_id) AND f.status = 'published')",
                    ),
                ],
            },
        ),
    ]
