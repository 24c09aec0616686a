"""Verdicts of assessors on indicators."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("assessments", "0008_assignments"),
        ("indicators", "0003_indicators"),
    ]

    operations = [
        migrations.CreateModel(
            name="Verdict",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        to="indicators.indicator",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[("internal-audit", "Internal audit"), ("external-audit", "External audit")],
                        max_length=20,
                        verbose_name="stage",
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(verbose_name="round")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("accept", "Accept"),
                            ("adjust", "Adjust"),
                            ("return", "Return"),
                            ("agree-not-applicable", "Agree that it does not apply"),
                            ("refuse-not-applicable", "Refuse: counts as missing"),
                        ],
                        max_length=25,
                        verbose_name="verdict",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=15, null=True, verbose_name="adjusted value"
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("seen", models.JSONField(verbose_name="what was seen")),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verdicts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("given_at", models.DateTimeField(verbose_name="given at")),
            ],
            options={
                "verbose_name": "verdict",
                "ordering": ["assessment_id", "indicator_id", "given_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "indicator", "stage", "round"), name="verdict_once_a_round"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["internal-audit", "external-audit"])),
                        name="verdict_stage_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "accept",
                                    "adjust",
                                    "return",
                                    "agree-not-applicable",
                                    "refuse-not-applicable",
                                ],
                            )
                        ),
                        name="verdict_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "adjust"), ("value__isnull", True), _connector="OR"),
                        name="verdict_value_is_an_adjustment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["accept", "agree-not-applicable"]),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="verdict_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("round__gte", 1)), name="verdict_round_counts_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VerdictInput",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verdict",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="inputs",
                        to="assessments.verdict",
                    ),
                ),
                ("key", models.CharField(max_length=20, verbose_name="key")),
                ("value", models.DecimalField(decimal_places=4, max_digits=15, verbose_name="value")),
            ],
            options={
                "verbose_name": "adjusted formula input",
                "ordering": ["verdict_id", "key"],
                "constraints": [
                    models.UniqueConstraint(fields=("verdict", "key"), name="verdict_input_once")
                ],
            },
        ),
    ]
