"""Minutes of meetings."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecotown.common.produced_files.models
from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("assessments", "0016_reconsiderations"),
    ]

    operations = [
        migrations.CreateModel(
            name="Minutes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to="assessments.meeting",
                    ),
                ),
                ("is_final", models.BooleanField(default=False, verbose_name="final")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Being prepared"),
                            ("ready", "Ready"),
                            ("failed", "Could not be made"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "verbose_name": "minutes",
                "ordering": ["meeting_id", "-is_final", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_final", True)), fields=("meeting",), name="minutes_final_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_final", False)),
                        fields=("meeting", "asked_by"),
                        name="minutes_draft_once_a_person",
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
                            _connector="OR",
                        ),
                        name="minutes_ready_has_file",
                    ),
                    Guard(
                        name="minutes_stay_once_final",
                        refuses=["update"],
                        message="final minutes are never made again",
                        when="OLD.is_final AND OLD.sha256 <> ''",
                    ),
                    Guard(
                        name="minutes_are_kept_once_final",
                        refuses=["delete"],
                        message="final minutes are never deleted",
                        when="OLD.is_final",
                    ),
                ],
            },
        ),
    ]
