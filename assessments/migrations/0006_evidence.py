"""Files of evidence."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import assessments.evidence.models
from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("assessments", "0005_site_visits"),
    ]

    operations = [
        migrations.CreateModel(
            name="Evidence",
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
                        related_name="evidence",
                        to="assessments.assessment",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="file name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pdf", "PDF"),
                            ("jpeg", "JPEG"),
                            ("png", "PNG"),
                            ("webp", "WEBP"),
                            ("xlsx", "XLSX"),
                            ("docx", "DOCX"),
                        ],
                        max_length=5,
                        verbose_name="kind",
                    ),
                ),
                ("size", models.PositiveBigIntegerField(verbose_name="size in bytes")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                (
                    "sent_sha256",
                    models.CharField(max_length=64, verbose_name="SHA-256 of the file as it was sent"),
                ),
                (
                    "received",
                    models.FileField(
                        blank=True,
                        upload_to=assessments.evidence.models.storage_name,
                        verbose_name="file as it was sent",
                    ),
                ),
                (
                    "file",
                    models.FileField(
                        blank=True, upload_to=assessments.evidence.models.storage_name, verbose_name="file"
                    ),
                ),
                (
                    "examination",
                    models.CharField(
                        choices=[
                            ("waiting", "The file is being examined"),
                            ("kept", "Examined and kept"),
                            ("refused", "Not kept"),
                        ],
                        max_length=8,
                        verbose_name="examination",
                    ),
                ),
                (
                    "refusal",
                    models.CharField(blank=True, max_length=20, verbose_name="reason of the refusal"),
                ),
                (
                    "is_first_frame",
                    models.BooleanField(default=False, verbose_name="first frame of an animation"),
                ),
                (
                    "attempts",
                    models.PositiveSmallIntegerField(default=0, verbose_name="attempts"),
                ),
                (
                    "scan",
                    models.CharField(
                        choices=[
                            ("not-scanned", "Not scanned for viruses"),
                            ("waiting", "Waiting for the virus scan"),
                            ("clean", "Scanned, nothing found"),
                            ("infected", "A virus was found"),
                        ],
                        max_length=12,
                        verbose_name="virus scan",
                    ),
                ),
                (
                    "finding",
                    models.CharField(blank=True, max_length=200, verbose_name="what the virus scan found"),
                ),
                (
                    "preview",
                    models.CharField(
                        choices=[
                            ("waiting", "Preview is being made"),
                            ("ready", "Preview ready"),
                            ("none", "No preview"),
                            ("failed", "The preview cannot be shown. Please check the file."),
                        ],
                        max_length=8,
                        verbose_name="preview",
                    ),
                ),
                (
                    "thumbnail",
                    models.FileField(
                        blank=True,
                        upload_to=assessments.evidence.models.storage_name,
                        verbose_name="thumbnail",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked for at")),
                ("claimed_until", models.DateTimeField(null=True, verbose_name="claimed until")),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uploaded_evidence",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("uploaded_at", models.DateTimeField(verbose_name="uploaded at")),
                (
                    "removed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="removed_evidence",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("removed_at", models.DateTimeField(null=True, verbose_name="removed at")),
                (
                    "visit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="assessments.sitevisit",
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence",
                "ordering": ["-uploaded_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("removed_at__isnull", True), models.Q(("examination", "refused"), _negated=True)
                        ),
                        fields=("assessment", "sent_sha256"),
                        name="evidence_once_in_assessment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["pdf", "jpeg", "png", "webp", "xlsx", "docx"])),
                        name="evidence_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("examination", "waiting"),
                                ("file", ""),
                                ("refusal", ""),
                                ("sha256", ""),
                                models.Q(("received", ""), _negated=True),
                            ),
                            models.Q(
                                ("examination", "kept"),
                                ("received", ""),
                                ("refusal", ""),
                                models.Q(("sha256", ""), _negated=True),
                                models.Q(("file", ""), _negated=True),
                            ),
                            models.Q(
                                ("examination", "refused"),
                                ("file", ""),
                                ("received", ""),
                                ("sha256", ""),
                                models.Q(("refusal", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_kept_once_examined",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scan", "infected"), models.Q(("finding", ""), _negated=True)),
                            models.Q(("finding", ""), ("scan__in", ["not-scanned", "waiting", "clean"])),
                            _connector="OR",
                        ),
                        name="evidence_infected_has_finding",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("preview", "ready"), models.Q(("thumbnail", ""), _negated=True)),
                            models.Q(("preview__in", ["waiting", "none", "failed"]), ("thumbnail", "")),
                            _connector="OR",
                        ),
                        name="evidence_ready_has_thumbnail",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removed_at__isnull", True), ("removed_by__isnull", True)),
                            models.Q(("removed_at__isnull", False), ("removed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="evidence_removed_by_and_at",
                    ),
                    models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="evidence_is_not_empty"),
                    Guard(
                        name="evidence_is_locked",
                        refuses=["insert"],
                        message="the evidence of a submitted assessment is never changed",
                        when="(({row}.visit_id IS NULL AND EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = {row}.assessment_id AND a.status NOT IN ('draft', 'returned'))) OR ({row}.visit_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM assessments_sitevisit s JOIN assessments_assessment a ON a.id = s.assessment_id WHERE s.id = {row}.visit_id AND a.id = {row}.assessment_id AND a.status = 'external-audit')))",
                    ),
                    Guard(
                        name="evidence_is_never_replaced",
                        refuses=["update"],
                        message="a file of evidence is never replaced, nor removed once it was handed in",
                        when="NEW.assessment_id <> OLD.assessment_id OR NEW.name <> OLD.name OR NEW.kind <> OLD.kind OR NEW.sent_sha256 <> OLD.sent_sha256 OR NEW.uploaded_by_id <> OLD.uploaded_by_id OR NEW.uploaded_at <> OLD.uploaded_at OR COALESCE(NEW.visit_id, 0) <> COALESCE(OLD.visit_id, 0) OR (OLD.examination <> 'waiting' AND (NEW.size <> OLD.size OR NEW.sha256 <> OLD.sha256 OR NEW.file <> OLD.file OR NEW.received <> OLD.received OR NEW.examination <> OLD.examination OR NEW.refusal <> OLD.refusal OR NEW.is_first_frame <> OLD.is_first_frame)) OR ((NEW.removed_at IS NULL) <> (OLD.removed_at IS NULL) AND (({row}.visit_id IS NULL AND EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = {row}.assessment_id AND a.status NOT IN ('draft', 'returned'))) OR ({row}.visit_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM assessments_sitevisit s JOIN assessments_assessment a ON a.id = s.assessment_id WHERE s.id = {row}.visit_id AND a.id = {row}.assessment_id AND a.status = 'external-audit'))))",
                    ),
                    Guard(
                        name="evidence_is_kept",
                        refuses=["delete"],
                        message="what an assessor may have seen is never deleted",
                        when="EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = {row}.assessment_id AND (a.submitted_at IS NOT NULL OR a.status NOT IN ('draft', 'returned')))",
                    ),
                ],
            },
        ),
    ]
