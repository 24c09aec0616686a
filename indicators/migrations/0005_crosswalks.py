"""Crosswalks: which indicators an edition made of those of an earlier one."""

import django.db.models.deletion
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [("indicators", "0004_worked_examples")]

    operations = [
        migrations.CreateModel(
            name="Crosswalk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "framework",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="crosswalk",
                        to="indicators.framework",
                    ),
                ),
                (
                    "earlier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="later_crosswalks",
                        to="indicators.framework",
                    ),
                ),
            ],
            options={
                "verbose_name": "crosswalk",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("framework", models.F("earlier")), _negated=True),
                        name="crosswalk_of_two_editions",
                    ),
                    Guard(
                        name="crosswalk_stays_once_published",
                        refuses=["insert", "update", "delete"],
                        message="a published criteria edition is never changed",
                        when="EXISTS (SELECT 1 FROM indicators_framework f WHERE f.id = {row}.framework_id AND f.status = 'published')",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CrosswalkLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "crosswalk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="indicators.crosswalk",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="origins",
                        to="indicators.indicator",
                    ),
                ),
                (
                    "earlier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successors",
                        to="indicators.indicator",
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("same", "The same"),
                            ("changed", "Changed in meaning"),
                            ("part", "Split or merged"),
                        ],
                        max_length=10,
                        verbose_name="relation",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a crosswalk",
                "ordering": ["crosswalk_id", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("indicator", "earlier"), name="crosswalk_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(("relation__in", ["same", "changed", "part"])),
                        name="crosswalk_relation_is_known",
                    ),
                    Guard(
                        name="crosswalk_line_stays_once_published",
                        refuses=["insert", "update", "delete"],
                        message="a published criteria edition is never changed",
                        when="EXISTS (SELECT 1 FROM indicators_framework f WHERE f.id = (SELECT framework_id FROM indicators_crosswalk WHERE id = {row}.crosswalk_id) AND f.status = 'published')",
                    ),
                ],
            },
        ),
    ]
