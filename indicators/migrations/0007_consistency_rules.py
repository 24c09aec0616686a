"""Consistency rules between the numbers of an area."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0006_limits")]

    operations = [
        migrations.CreateModel(
            name="ConsistencyRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "plausibility",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rules",
                        to="indicators.plausibility",
                    ),
                ),
                ("key", models.SlugField(max_length=40, verbose_name="key")),
                ("relation", models.CharField(max_length=10, verbose_name="relation")),
                ("name_th", models.CharField(max_length=300, verbose_name="Thai name")),
                ("name_en", models.CharField(max_length=300, verbose_name="English name")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
            ],
            options={
                "verbose_name": "consistency rule",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("plausibility", "key"), name="consistency_rule_once"),
                    models.CheckConstraint(
                        condition=models.Q(("relation__in", ["equal", "not-more"])),
                        name="consistency_relation_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsistencySpot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spots",
                        to="indicators.consistencyrule",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consistency_spots",
                        to="indicators.indicator",
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=20, verbose_name="formula input")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
            ],
            options={
                "verbose_name": "number of a consistency rule",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("rule", "indicator", "key"), name="consistency_spot_once")
                ],
            },
        ),
    ]
