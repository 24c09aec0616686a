"""Requests for erasure, and copies of personal data."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecotown.common.database.guards
import ecotown.common.produced_files.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DataExport",
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
                    "expires_at",
                    models.DateTimeField(
                        default=ecotown.common.produced_files.models.usual_expiry, verbose_name="expires at"
                    ),
                ),
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
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="data_exports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "copy of personal data",
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("person", "owner"),
                        name="data_export_waits_once",
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
                        name="dataexport_ready_has_file",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField(max_length=1000, verbose_name="reason")),
                ("asked_at", models.DateTimeField(verbose_name="asked for at")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Waits for another administrator"),
                            ("erased", "Erased"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="asked",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="erasures",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "erasure of personal data",
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["asked", "erased", "withdrawn"])),
                        name="erasure_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True), ("decided_by__isnull", True), ("state", "asked")
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("state", "asked"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="erasure_decided_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "erased"), _negated=True),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="erasure_needs_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person", models.F("asked_by")), _negated=True),
                        name="erasure_is_of_another_person",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["asked", "erased"])),
                        fields=("person",),
                        name="erasure_once_for_person",
                    ),
                    ecotown.common.database.guards.Guard(
                        message="a request for erasure is decided once and stays",
                        name="erasure_stays",
                        refuses=["update"],
                        when="OLD.state <> 'asked' OR NEW.person_id <> OLD.person_id OR NEW.reason <> OLD.reason OR NEW.asked_by_id <> OLD.asked_by_id OR NEW.asked_at <> OLD.asked_at",
                    ),
                    ecotown.common.database.guards.Guard(
                        message="a request for erasure is never deleted",
                        name="erasure_is_kept",
                        refuses=["delete"],
                    ),
                ],
            },
        ),
    ]
