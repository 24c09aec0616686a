"""Issued certificates and plaques."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecotown.common.produced_files.models
from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("areas", "0002_target_areas"),
        ("assessments", "0015_resolutions"),
        ("awards", "0006_number_series"),
    ]

    operations = [
        migrations.CreateModel(
            name="Award",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("certificate", "Certificate"), ("plaque", "Plaque")],
                        default="certificate",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="awards.recipient",
                    ),
                ),
                ("honoured", models.CharField(max_length=300, verbose_name="who is honoured")),
                ("recognition", models.CharField(blank=True, max_length=300, verbose_name="recognised as")),
                (
                    "area",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="areas.targetarea",
                    ),
                ),
                (
                    "shared_resolution",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shared_awards",
                        to="assessments.resolution",
                    ),
                ),
                ("dated_on", models.DateField(verbose_name="given on")),
                ("is_demonstration", models.BooleanField(verbose_name="of a demonstration")),
                (
                    "design",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="awards",
                        to="awards.design",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="awards.award",
                    ),
                ),
                (
                    "replacement_reason",
                    models.TextField(blank=True, verbose_name="why it replaces another one"),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="fiscal year (B.E.)")),
                ("running_number", models.PositiveIntegerField(verbose_name="running number in the year")),
                ("code", models.CharField(max_length=24, unique=True, verbose_name="verification code")),
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
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issued_awards",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("issued_at", models.DateTimeField(verbose_name="issued at")),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revoked_awards",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="revoked at")),
                ("revocation_reason", models.TextField(blank=True, verbose_name="reason of the revocation")),
            ],
            options={
                "verbose_name": "certificate",
                "ordering": ["-year", "-running_number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "year", "running_number"), name="award_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("assessment__isnull", False), ("replaces__isnull", True)),
                        fields=("kind", "assessment"),
                        name="award_first_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("recipient__isnull", False), ("replaces__isnull", True)),
                        fields=("kind", "recipient"),
                        name="award_first_of_recipient_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["certificate", "plaque"])),
                        name="award_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("area__isnull", True),
                                ("assessment__isnull", False),
                                ("recipient__isnull", True),
                                ("recognition", ""),
                                ("shared_resolution__isnull", True),
                            ),
                            models.Q(
                                ("assessment__isnull", True),
                                ("recipient__isnull", False),
                                models.Q(("recognition", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="award_of_assessment_or_recipient",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("honoured", ""), _negated=True), name="award_honours_someone"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replacement_reason", ""), ("replaces__isnull", True)),
                            models.Q(
                                ("replaces__isnull", False),
                                models.Q(("replacement_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="award_replaces_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("file", ""), ("sha256", ""), ("state__in", ["waiting", "failed", "held"])
                            ),
                            models.Q(
                                ("size__gt", 0),
                                ("state", "ready"),
                                models.Q(("file", ""), _negated=True),
                                models.Q(("sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="award_ready_has_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("revocation_reason", ""),
                                ("revoked_at__isnull", True),
                                ("revoked_by__isnull", True),
                            ),
                            models.Q(
                                ("revoked_at__isnull", False),
                                ("revoked_by__isnull", False),
                                models.Q(("revocation_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="award_revoked_has_reason",
                    ),
                    Guard(
                        name="award_has_fitting_design",
                        refuses=["insert"],
                        message="the design is made for something else",
                        when="(NEW.design_id IS NULL AND NEW.assessment_id IS NULL) OR (NEW.design_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM awards_design d WHERE d.id = NEW.design_id AND d.published_at IS NOT NULL AND d.kind = NEW.kind AND d.purpose = CASE WHEN NEW.assessment_id IS NOT NULL THEN 'area' WHEN NEW.shared_resolution_id IS NOT NULL THEN 'partner' ELSE 'named' END)) OR (NEW.shared_resolution_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM awards_recipient r WHERE r.id = NEW.recipient_id AND r.kind IN ('local-government', 'organisation')))",
                    ),
                    Guard(
                        name="award_stays_once_issued",
                        refuses=["update"],
                        message="an issued award is never changed",
                        when="NEW.year <> OLD.year OR NEW.running_number <> OLD.running_number OR NEW.code <> OLD.code OR NEW.kind <> OLD.kind OR NEW.replacement_reason <> OLD.replacement_reason OR NEW.issued_by_id <> OLD.issued_by_id OR NEW.issued_at <> OLD.issued_at OR NEW.honoured <> OLD.honoured OR NEW.recognition <> OLD.recognition OR NEW.dated_on <> OLD.dated_on OR NEW.is_demonstration <> OLD.is_demonstration OR COALESCE(NEW.assessment_id, 0) <> COALESCE(OLD.assessment_id, 0) OR COALESCE(NEW.recipient_id, 0) <> COALESCE(OLD.recipient_id, 0) OR COALESCE(NEW.replaces_id, 0) <> COALESCE(OLD.replaces_id, 0) OR COALESCE(NEW.area_id, 0) <> COALESCE(OLD.area_id, 0) OR COALESCE(NEW.shared_resolution_id, 0) <> COALESCE(OLD.shared_resolution_id, 0) OR (OLD.sha256 <> '' AND (NEW.sha256 <> OLD.sha256 OR NEW.file <> OLD.file OR COALESCE(NEW.design_id, 0) <> COALESCE(OLD.design_id, 0))) OR (OLD.revoked_at IS NOT NULL AND (NEW.revoked_at IS NULL OR NEW.revoked_at <> OLD.revoked_at)) OR (COALESCE(NEW.design_id, 0) <> COALESCE(OLD.design_id, 0) AND ((NEW.design_id IS NULL AND NEW.assessment_id IS NULL) OR (NEW.design_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM awards_design d WHERE d.id = NEW.design_id AND d.published_at IS NOT NULL AND d.kind = NEW.kind AND d.purpose = CASE WHEN NEW.assessment_id IS NOT NULL THEN 'area' WHEN NEW.shared_resolution_id IS NOT NULL THEN 'partner' ELSE 'named' END))))",
                    ),
                    Guard(
                        name="award_is_kept", refuses=["delete"], message="an issued award is never deleted"
                    ),
                ],
            },
        ),
    ]
