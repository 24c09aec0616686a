"""Reports that people asked for, with their files."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecotown.common.produced_files.models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("assessments", "0022_plan_targets"),
    ]

    operations = [
        migrations.CreateModel(
            name="Report",
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
                        related_name="reports",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("dossier-pdf", "Dossier (PDF)"),
                            ("dossier-workbook", "Dossier (Excel)"),
                            ("audit-report-pdf", "Audit report (PDF)"),
                            ("checklist-pdf", "Checklist of the site visit (PDF)"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("is_internal", models.BooleanField(verbose_name="for the department only")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Being made"),
                            ("ready", "Ready"),
                            ("failed", "Could not be made"),
                            ("expired", "Expired"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked for at")),
                ("claimed_until", models.DateTimeField(null=True, verbose_name="claimed until")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("error", models.TextField(blank=True, verbose_name="error")),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        upload_to=ecotown.common.produced_files.models.path_in_media,
                        verbose_name="file",
                    ),
                ),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                ("size", models.PositiveBigIntegerField(null=True, verbose_name="size in bytes")),
                (
                    "expires_at",
                    models.DateTimeField(
                        default=ecotown.common.produced_files.models.usual_expiry, verbose_name="expires at"
                    ),
                ),
            ],
            options={
                "verbose_name": "report",
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("assessment", "kind", "owner"),
                        name="report_waits_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["dossier-pdf", "dossier-workbook", "audit-report-pdf", "checklist-pdf"],
                            )
                        ),
                        name="report_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file", ""), ("sha256", ""), ("state__in", ["waiting", "failed"])),
                            models.Q(
                                ("size__gt", 0),
                                ("state", "ready"),
                                models.Q(("file", ""), _negated=True),
                                models.Q(("sha256", ""), _negated=True),
                            ),
                            models.Q(("file", ""), ("state", "expired")),
                            _connector="OR",
                        ),
                        name="report_ready_has_file",
                    ),
                ],
            },
        ),
    ]
