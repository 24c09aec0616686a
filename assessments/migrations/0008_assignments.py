"""Assignments of assessors to audits, and when an assessor last viewed an audit."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("assessments", "0007_citations"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assignment",
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
                        related_name="assignments",
                        to="assessments.assessment",
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
                (
                    "assessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "assigned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="given_assignments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("assigned_at", models.DateTimeField(verbose_name="assigned at")),
                ("begun_at", models.DateTimeField(null=True, verbose_name="begun at")),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ended_assignments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended at")),
                ("reason", models.TextField(blank=True, verbose_name="reason for the end")),
            ],
            options={
                "verbose_name": "assignment",
                "ordering": ["assessment_id", "assigned_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["internal-audit", "external-audit"])),
                        name="assignment_stage_is_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("assessment", "stage"),
                        name="assignment_one_assessor_a_stage",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("assessment", "assessor"),
                        name="assignment_two_stages_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True), ("reason", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="assignment_end_has_reason",
                    ),
                    Guard(
                        name="assignment_stays_once_ended",
                        refuses=["update"],
                        message="an assignment that ended is never changed",
                        when="OLD.ended_at IS NOT NULL",
                    ),
                    Guard(
                        name="assignment_is_kept",
                        refuses=["delete"],
                        message="an assignment is never deleted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditView",
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
                        related_name="audit_views",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="audit_views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="looked at")),
            ],
            options={
                "verbose_name": "look",
                "constraints": [
                    models.UniqueConstraint(fields=("assessment", "user"), name="audit_view_once")
                ],
            },
        ),
    ]
