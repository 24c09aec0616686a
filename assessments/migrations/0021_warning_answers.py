"""Answers to plausibility warnings, and notes on values."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("assessments", "0020_errata"),
        ("indicators", "0003_indicators"),
    ]

    operations = [
        migrations.CreateModel(
            name="WarningAnswer",
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
                        related_name="warning_answers",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="warning_answers",
                        to="indicators.indicator",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("last-year", "Far from last year"),
                            ("other-areas", "Outside the normal band of other areas"),
                            ("contradiction", "Contradiction"),
                            ("quantity", "Differs from the basic data"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "rule",
                    models.SlugField(
                        blank=True, max_length=40, verbose_name="consistency rule or shared quantity"
                    ),
                ),
                ("raised", models.JSONField(verbose_name="the warning as it was shown")),
                ("reason", models.TextField(verbose_name="reason")),
                (
                    "answered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="warning_answers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("answered_at", models.DateTimeField(verbose_name="answered at")),
            ],
            options={
                "verbose_name": "answer to a warning",
                "ordering": ["assessment_id", "indicator_id", "kind", "rule"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "indicator", "kind", "rule"), name="warning_answer_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ["contradiction", "quantity"]),
                                models.Q(("rule", ""), _negated=True),
                            ),
                            models.Q(("kind__in", ["last-year", "other-areas"]), ("rule", "")),
                            _connector="OR",
                        ),
                        name="warning_answer_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="warning_answer_has_reason"
                    ),
                    Guard(
                        name="warning_answer_is_locked",
                        refuses=["insert", "update", "delete"],
                        message="what was said about the values of a submitted assessment is never changed",
                        when="EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = {row}.assessment_id AND a.status NOT IN ('draft', 'returned'))",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
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
                        related_name="notes",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="indicators.indicator",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="note")),
                ("revision", models.PositiveIntegerField(default=1, verbose_name="revision")),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("written_at", models.DateTimeField(verbose_name="written at")),
            ],
            options={
                "verbose_name": "note",
                "ordering": ["assessment_id", "indicator_id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "indicator"), name="note_once_at_an_indicator"
                    ),
                    Guard(
                        name="note_is_locked",
                        refuses=["insert", "update", "delete"],
                        message="what was said about the values of a submitted assessment is never changed",
                        when="EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = {row}.assessment_id AND a.status NOT IN ('draft', 'returned'))",
                    ),
                ],
            },
        ),
    ]
