"""Levels of areas and totals that were published for earlier years."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("areas", "0002_target_areas")]

    operations = [
        migrations.CreateModel(
            name="PublishedLevel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published_levels",
                        to="areas.targetarea",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="fiscal year (B.E.)")),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                ("source", models.TextField(verbose_name="source")),
            ],
            options={
                "verbose_name": "published level",
                "ordering": ["area_id", "year"],
                "constraints": [
                    models.UniqueConstraint(fields=("area", "year"), name="published_level_once_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("level__range", (0, 5))), name="published_level_is_0_to_5"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedTotal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("areas", "Target areas"),
                            ("provinces", "Provinces with target areas"),
                            ("areas-at-level", "Areas at a level"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="fiscal year (B.E.)")),
                ("level", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="level")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("source", models.TextField(verbose_name="source")),
            ],
            options={
                "verbose_name": "published total",
                "ordering": ["-year", "kind", "-level"],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "year", "level"), name="published_total_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("level__isnull", True)),
                        fields=("kind", "year"),
                        name="published_total_without_level_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "areas-at-level"), ("level__isnull", False), ("level__range", (0, 5))
                            ),
                            models.Q(("kind__in", ["areas", "provinces"]), ("level__isnull", True)),
                            _connector="OR",
                        ),
                        name="published_total_level_fits_kind",
                    ),
                ],
            },
        ),
    ]
