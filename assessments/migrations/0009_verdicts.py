"""Verdicts of assessors on indicators."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ecotown.common.database.guards import Guard


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
                    Guard(
                        name="verdict_is_given_by_its_assessor",
                        refuses=["insert"],
                        message="a verdict is given in the open stage by its assessor, never by one of the other stage",
                        when="NOT EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = {row}.assessment_id AND a.status = {row}.stage AND {row}.round = 1 + (SELECT COUNT(*) FROM assessments_return r WHERE r.assessment_id = a.id)) OR NOT EXISTS (SELECT 1 FROM assessments_assignment t WHERE t.assessment_id = NEW.assessment_id AND t.stage = NEW.stage AND t.assessor_id = NEW.given_by_id AND t.ended_at IS NULL) OR EXISTS (SELECT 1 FROM assessments_verdict o WHERE o.assessment_id = NEW.assessment_id AND o.given_by_id = NEW.given_by_id AND o.stage <> NEW.stage)",
                    ),
                    Guard(
                        name="verdict_is_changed_in_its_stage",
                        refuses=["update"],
                        message="a verdict is never changed after its stage",
                        when="NOT EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = {row}.assessment_id AND a.status = {row}.stage AND {row}.round = 1 + (SELECT COUNT(*) FROM assessments_return r WHERE r.assessment_id = a.id)) OR NOT EXISTS (SELECT 1 FROM assessments_assignment t WHERE t.assessment_id = NEW.assessment_id AND t.stage = NEW.stage AND t.assessor_id = NEW.given_by_id AND t.ended_at IS NULL) OR EXISTS (SELECT 1 FROM assessments_verdict o WHERE o.assessment_id = NEW.assessment_id AND o.given_by_id = NEW.given_by_id AND o.stage <> NEW.stage) OR NEW.assessment_id <> OLD.assessment_id OR NEW.indicator_id <> OLD.indicator_id OR NEW.stage <> OLD.stage OR NEW.round <> OLD.round",
                    ),
                    Guard(name="verdict_is_kept", refuses=["delete"], message="a verdict is never deleted"),
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
                    models.UniqueConstraint(fields=("verdict", "key"), name="verdict_input_once"),
                    Guard(
                        name="verdict_input_is_closed",
                        refuses=["insert", "delete"],
                        message="a verdict is never changed after its stage",
                        when="EXISTS (SELECT 1 FROM assessments_verdict v WHERE v.id = {row}.verdict_id AND NOT EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = v.assessment_id AND a.status = v.stage AND v.round = 1 + (SELECT COUNT(*) FROM assessments_return r WHERE r.assessment_id = a.id)))",
                    ),
                    Guard(
                        name="verdict_input_stays",
                        refuses=["update"],
                        message="a verdict is never changed after its stage",
                    ),
                ],
            },
        ),
    ]
