"""Reprints of awards."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecotown.common.produced_files.models
from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("awards", "0007_awards"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reprint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "award",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reprints",
                        to="awards.award",
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason of the reprint")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reprints",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked for at")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Being prepared"),
                            ("ready", "Ready"),
                            ("failed", "Could not be made"),
                            ("held", "Put off"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
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
                "verbose_name": "reprint",
                "ordering": ["award_id", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")), fields=("award",), name="reprint_waits_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="reprint_has_reason"
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
                        name="reprint_ready_has_file",
                    ),
                    Guard(
                        name="reprint_stays",
                        refuses=["update"],
                        message="a reprint is never changed",
                        when="NEW.award_id <> OLD.award_id OR NEW.reason <> OLD.reason OR NEW.asked_by_id <> OLD.asked_by_id OR (OLD.sha256 <> '' AND (NEW.sha256 <> OLD.sha256 OR NEW.file <> OLD.file))",
                    ),
                    Guard(name="reprint_is_kept", refuses=["delete"], message="a reprint is never deleted"),
                ],
            },
        ),
    ]
