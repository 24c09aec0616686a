"""Files of evidence and where they are cited; what was handed in stays as it is."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import assessments.models.evidence
from ecotown.common.triggers import Refusal, install, remove

IS_LOCKED = (
    "EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = {row}.assessment_id"
    " AND a.status NOT IN ('draft', 'returned'))"
)
WAS_SUBMITTED = (
    "EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = OLD.assessment_id"
    " AND (a.submitted_at IS NOT NULL OR a.status NOT IN ('draft', 'returned')))"
)
CITATION_IS_LOCKED = (
    "EXISTS (SELECT 1 FROM assessments_evidence e JOIN assessments_assessment a ON a.id = e.assessment_id"
    " WHERE e.id = {row}.evidence_id AND a.status NOT IN ('draft', 'returned'))"
)
KEPT = (
    "assessment_id",
    "name",
    "kind",
    "size",
    "sha256",
    "sent_sha256",
    "file",
    "uploaded_by_id",
    "uploaded_at",
)
IS_REPLACED = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in KEPT)
IS_REMOVED = "(NEW.removed_at IS NULL) <> (OLD.removed_at IS NULL)"
LOCKED = "the evidence of a submitted assessment is never changed"
REFUSALS = [
    Refusal("assessments_evidence", "INSERT", LOCKED, IS_LOCKED.format(row="NEW")),
    Refusal(
        "assessments_evidence",
        "UPDATE",
        "a file of evidence is never replaced, nor removed once it was handed in",
        f"({IS_REPLACED} OR ({IS_REMOVED} AND {IS_LOCKED.format(row='OLD')}))",
    ),
    Refusal(
        "assessments_evidence", "DELETE", "what an assessor may have seen is never deleted", WAS_SUBMITTED
    ),
    Refusal("assessments_citation", "INSERT", LOCKED, CITATION_IS_LOCKED.format(row="NEW")),
    Refusal("assessments_citation", "UPDATE", "a citation is never changed"),
    Refusal("assessments_citation", "DELETE", LOCKED, CITATION_IS_LOCKED.format(row="OLD")),
]


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0002_results_are_kept"),
        ("indicators", "0002_published_is_frozen"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
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
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "sent_sha256",
                    models.CharField(max_length=64, verbose_name="SHA-256 of the file as it was sent"),
                ),
                (
                    "file",
                    models.FileField(upload_to=assessments.models.evidence.storage_name, verbose_name="file"),
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
                        ],
                        max_length=8,
                        verbose_name="preview",
                    ),
                ),
                (
                    "thumbnail",
                    models.FileField(
                        blank=True,
                        upload_to=assessments.models.evidence.storage_name,
                        verbose_name="thumbnail",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="preparing asked for at")),
                ("claimed_until", models.DateTimeField(null=True, verbose_name="claimed until")),
                ("uploaded_at", models.DateTimeField(verbose_name="uploaded at")),
                ("removed_at", models.DateTimeField(null=True, verbose_name="removed at")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="removed_evidence",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uploaded_evidence",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence",
                "ordering": ["-uploaded_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Citation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("expected", models.CharField(blank=True, max_length=300, verbose_name="expected evidence")),
                ("page", models.CharField(blank=True, max_length=40, verbose_name="page")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("cited_at", models.DateTimeField(verbose_name="cited at")),
                (
                    "cited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="indicators.indicator",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="assessments.evidence",
                    ),
                ),
            ],
            options={
                "verbose_name": "citation",
                "ordering": ["indicator_id", "cited_at", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("assessment", "sent_sha256"),
                name="evidence_once_in_assessment",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["pdf", "jpeg", "png", "webp", "xlsx", "docx"])),
                name="evidence_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scan", "infected"), models.Q(("finding", ""), _negated=True)),
                    models.Q(("finding", ""), ("scan__in", ["not-scanned", "waiting", "clean"])),
                    _connector="OR",
                ),
                name="evidence_infected_has_finding",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("preview", "ready"), models.Q(("thumbnail", ""), _negated=True)),
                    models.Q(("preview__in", ["waiting", "none"]), ("thumbnail", "")),
                    _connector="OR",
                ),
                name="evidence_ready_has_thumbnail",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("removed_at__isnull", True), ("removed_by__isnull", True)),
                    models.Q(("removed_at__isnull", False), ("removed_by__isnull", False)),
                    _connector="OR",
                ),
                name="evidence_removed_by_and_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("size__gt", 0)), name="evidence_is_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.UniqueConstraint(
                fields=("evidence", "indicator", "expected", "page"), name="citation_once_a_page"
            ),
        ),
        migrations.RunPython(
            lambda apps, schema_editor: install(schema_editor, REFUSALS),
            lambda apps, schema_editor: remove(schema_editor, REFUSALS),
        ),
    ]
