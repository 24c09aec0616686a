"""The plausibility settings of an edition, with the limits of its indicators."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0005_crosswalks")]

    operations = [
        migrations.CreateModel(
            name="Plausibility",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plausibility",
                        to="indicators.framework",
                    ),
                ),
                ("official", models.BooleanField(default=False, verbose_name="official")),
                ("note_th", models.TextField(blank=True, verbose_name="Thai note")),
                ("note_en", models.TextField(blank=True, verbose_name="English note")),
                ("minimum_areas", models.PositiveSmallIntegerField(verbose_name="fewest other areas")),
                ("spread", models.DecimalField(decimal_places=4, max_digits=15, verbose_name="spread")),
                ("checksum", models.CharField(max_length=64, verbose_name="SHA-256 of the settings")),
                ("changed_at", models.DateTimeField(verbose_name="changed at")),
            ],
            options={
                "verbose_name": "plausibility settings",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minimum_areas__gte", 3), ("spread__gt", 0)),
                        name="plausibility_range_makes_sense",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Limit",
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
                        related_name="limits",
                        to="indicators.plausibility",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="limits",
                        to="indicators.indicator",
                    ),
                ),
                (
                    "factor",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=15, null=True, verbose_name="factor"
                    ),
                ),
                (
                    "least",
                    models.DecimalField(
                        decimal_places=4, default=0, max_digits=15, verbose_name="least difference"
                    ),
                ),
                (
                    "points",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=15,
                        null=True,
                        verbose_name="percentage points",
                    ),
                ),
            ],
            options={
                "verbose_name": "limit",
                "ordering": ["indicator_id"],
                "constraints": [
                    models.UniqueConstraint(fields=("plausibility", "indicator"), name="limit_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("factor__isnull", True), ("factor__gt", 1), _connector="OR"),
                            models.Q(("points__isnull", True), ("points__gt", 0), _connector="OR"),
                            ("least__gte", 0),
                        ),
                        name="limit_makes_sense",
                    ),
                ],
            },
        ),
    ]
