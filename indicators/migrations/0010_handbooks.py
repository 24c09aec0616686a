"""Handbooks of editions with their files."""

import django.db.models.deletion
from django.db import migrations, models

import ecotown.common.produced_files.models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0009_guidance")]

    operations = [
        migrations.CreateModel(
            name="Handbook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handbooks",
                        to="indicators.framework",
                    ),
                ),
                ("language", models.CharField(max_length=2, verbose_name="language")),
                ("checksum", models.CharField(max_length=64, verbose_name="SHA-256 of the criteria")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Being made"),
                            ("ready", "Ready"),
                            ("failed", "Could not be made"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
            ],
            options={
                "verbose_name": "handbook",
                "ordering": ["framework_id", "language"],
                "constraints": [
                    models.UniqueConstraint(fields=("framework", "language"), name="handbook_once"),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["th", "en"])),
                        name="handbook_language_is_known",
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
                        name="handbook_ready_has_file",
                    ),
                ],
            },
        ),
    ]
