"""Targets of an area for later years."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("areas", "0002_target_areas"),
        ("assessments", "0021_warning_answers"),
        ("indicators", "0003_indicators"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanTarget",
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
                        related_name="plan_targets",
                        to="areas.targetarea",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_targets",
                        to="indicators.indicator",
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_targets",
                        to="assessments.assessment",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="target fiscal year (B.E.)")),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=15, null=True, verbose_name="target"
                    ),
                ),
                (
                    "baseline_value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=30,
                        null=True,
                        verbose_name="value when planned",
                    ),
                ),
                ("baseline_level", models.PositiveSmallIntegerField(verbose_name="level when planned")),
                ("responsible", models.CharField(max_length=200, verbose_name="responsible")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_targets",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("set_at", models.DateTimeField(verbose_name="set at")),
            ],
            options={
                "verbose_name": "target of a plan",
                "ordering": ["year", "indicator_id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "indicator", "year"), name="plan_target_once_a_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (2560, 2660))),
                        name="plan_target_year_is_of_our_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("baseline_level__range", (0, 5))),
                        name="plan_target_baseline_is_0_to_5",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("responsible", ""), _negated=True),
                        name="plan_target_has_responsible",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanTargetInput",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="inputs",
                        to="assessments.plantarget",
                    ),
                ),
                ("key", models.CharField(max_length=20, verbose_name="key")),
                ("value", models.DecimalField(decimal_places=4, max_digits=15, verbose_name="value")),
            ],
            options={
                "verbose_name": "formula input of a target",
                "ordering": ["target_id", "key"],
                "constraints": [
                    models.UniqueConstraint(fields=("target", "key"), name="plan_target_input_once")
                ],
            },
        ),
    ]
