"""Assessments of areas in a cycle."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("areas", "0002_target_areas"),
        ("assessments", "0001_cycles"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assessment",
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
                        related_name="assessments",
                        to="areas.targetarea",
                    ),
                ),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="assessments.cycle",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Being filled in"),
                            ("internal-audit", "Internal audit"),
                            ("external-audit", "External audit"),
                            ("returned", "Returned for correction"),
                            ("committee", "Before the committee"),
                            ("granted", "Level granted"),
                            ("published", "Published"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("revision", models.PositiveIntegerField(default=1, verbose_name="revision")),
                (
                    "level_asked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="level asked for at"
                    ),
                ),
                (
                    "level_attempts",
                    models.PositiveSmallIntegerField(default=0, verbose_name="attempts at the level"),
                ),
                (
                    "level_error",
                    models.CharField(blank=True, max_length=20, verbose_name="why there is no level"),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submitted_assessments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("submitted_at", models.DateTimeField(null=True, verbose_name="submitted at")),
                (
                    "passed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passed_assessments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("passed_at", models.DateTimeField(null=True, verbose_name="internal audit passed at")),
                (
                    "recommended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommended_assessments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("recommended_at", models.DateTimeField(null=True, verbose_name="recommended at")),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published_assessments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("published_at", models.DateTimeField(null=True, verbose_name="published at")),
            ],
            options={
                "verbose_name": "assessment",
                "ordering": ["-cycle__year", "area__province__code", "area__key"],
                "constraints": [
                    models.UniqueConstraint(fields=("area", "cycle"), name="assessment_once_in_cycle"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "draft",
                                    "internal-audit",
                                    "external-audit",
                                    "returned",
                                    "committee",
                                    "granted",
                                    "published",
                                ],
                            )
                        ),
                        name="assessment_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("submitted_at__isnull", True), ("submitted_by__isnull", True)),
                            models.Q(("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="assessment_submitted_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("passed_at__isnull", True), ("passed_by__isnull", True)),
                            models.Q(("passed_at__isnull", False), ("passed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="assessment_passed_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("recommended_at__isnull", True), ("recommended_by__isnull", True)),
                            models.Q(("recommended_at__isnull", False), ("recommended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="assessment_recommended_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", True), ("published_by__isnull", True)),
                            models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="assessment_published_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("passed_by__isnull", True),
                            ("recommended_by__isnull", True),
                            models.Q(("passed_by", models.F("recommended_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="assessment_audits_by_two_people",
                    ),
                    Guard(
                        name="assessment_is_kept",
                        refuses=["delete"],
                        message="an assessment is never deleted",
                        when="OLD.status <> 'draft'",
                    ),
                ],
            },
        ),
    ]
