"""Site visits with their findings and photographs, and the papers that people ask for."""

import datetime
from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import assessments.models.papers
from ecotown.common.triggers import Refusal, install, remove

evidence = import_module("assessments.migrations.0003_add_evidence")
audits = import_module("assessments.migrations.0007_audits_and_returns")

# A photograph of a visit is added, cited and removed during the external audit, when the province's files are locked.
IS_OF_PROVINCE = "{row}.visit_id IS NULL"
VISIT_IS_OVER = (
    "{row}.visit_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM assessments_sitevisit s"
    " JOIN assessments_assessment a ON a.id = s.assessment_id"
    " WHERE s.id = {row}.visit_id AND a.id = {row}.assessment_id AND a.status = 'external-audit')"
)
FILE_IS_LOCKED = f"(({IS_OF_PROVINCE} AND {evidence.IS_LOCKED}) OR ({VISIT_IS_OVER}))"
CITATION_IS_LOCKED = (
    "EXISTS (SELECT 1 FROM assessments_evidence e JOIN assessments_assessment a ON a.id = e.assessment_id"
    " WHERE e.id = {row}.evidence_id AND ((e.visit_id IS NULL AND "
    + audits.NOT_RETURNED.format(indicator="{row}.indicator_id")
    + ") OR (e.visit_id IS NOT NULL AND a.status <> 'external-audit')))"
)
FINDING_IS_CLOSED = (
    "EXISTS (SELECT 1 FROM assessments_sitevisit s JOIN assessments_assessment a ON a.id = s.assessment_id"
    " WHERE s.id = {row}.visit_id AND a.status <> 'external-audit')"
)
VISIT_IS_CLOSED = (
    "EXISTS (SELECT 1 FROM assessments_assessment a"
    " WHERE a.id = {row}.assessment_id AND a.status <> 'external-audit')"
)
VISITED = "a site visit is recorded during the external audit"
OLD_ON_EVIDENCE = [
    one
    for one in [*evidence.REFUSALS, *audits.locks(audits.NOT_RETURNED)]
    if (one.table, one.deed) in {("assessments_evidence", "INSERT"), ("assessments_evidence", "UPDATE")}
    or (one.table == "assessments_citation" and one.deed != "UPDATE" and one not in evidence.REFUSALS)
]
ON_EVIDENCE = [
    Refusal("assessments_evidence", "INSERT", evidence.LOCKED, FILE_IS_LOCKED.format(row="NEW")),
    Refusal(
        "assessments_evidence",
        "UPDATE",
        "a file of evidence is never replaced, nor removed once it was handed in",
        f"({evidence.IS_REPLACED} OR COALESCE(NEW.visit_id, 0) <> COALESCE(OLD.visit_id, 0)"
        f" OR ({evidence.IS_REMOVED} AND {FILE_IS_LOCKED.format(row='OLD')}))",
    ),
    Refusal("assessments_citation", "INSERT", evidence.LOCKED, CITATION_IS_LOCKED.format(row="NEW")),
    Refusal("assessments_citation", "DELETE", evidence.LOCKED, CITATION_IS_LOCKED.format(row="OLD")),
]
ON_VISITS = [
    Refusal("assessments_sitevisit", "INSERT", VISITED, VISIT_IS_CLOSED.format(row="NEW")),
    Refusal("assessments_sitevisit", "UPDATE", VISITED, VISIT_IS_CLOSED.format(row="OLD")),
    Refusal("assessments_sitevisit", "DELETE", "a site visit is never deleted"),
    Refusal("assessments_visitfinding", "INSERT", VISITED, FINDING_IS_CLOSED.format(row="NEW")),
    Refusal("assessments_visitfinding", "UPDATE", VISITED, FINDING_IS_CLOSED.format(row="OLD")),
    Refusal("assessments_visitfinding", "DELETE", VISITED, FINDING_IS_CLOSED.format(row="OLD")),
]


def open_to_visits(apps, schema_editor):
    remove(schema_editor, OLD_ON_EVIDENCE)
    install(schema_editor, [*ON_EVIDENCE, *ON_VISITS])


def closed_to_visits(apps, schema_editor):
    remove(schema_editor, [*ON_EVIDENCE, *ON_VISITS])
    install(schema_editor, OLD_ON_EVIDENCE)


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0008_meetings_and_corrections"),
        ("indicators", "0002_published_is_frozen"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SiteVisit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("visited_on", models.DateField(verbose_name="date of the visit")),
                ("place", models.CharField(max_length=300, verbose_name="places visited")),
                ("participants", models.TextField(verbose_name="participants")),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recorded_visits",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "site visit",
                "ordering": ["assessment_id", "visited_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("place", ""), _negated=True),
                            models.Q(("participants", ""), _negated=True),
                        ),
                        name="site_visit_has_place_and_participants",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("visited_on__gte", datetime.date(2017, 1, 1))),
                        name="site_visit_date_is_of_our_time",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="evidence",
            name="visit",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="photos",
                to="assessments.sitevisit",
            ),
        ),
        migrations.CreateModel(
            name="VisitFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tone",
                    models.CharField(
                        choices=[
                            ("conforms", "Conforms"),
                            ("observation", "Observation"),
                            ("does-not-conform", "Does not conform"),
                        ],
                        max_length=20,
                        verbose_name="result",
                    ),
                ),
                ("text", models.TextField(verbose_name="finding")),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visit_findings",
                        to="indicators.indicator",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="assessments.sitevisit",
                    ),
                ),
            ],
            options={
                "verbose_name": "finding of a visit",
                "ordering": ["visit_id", "indicator_id"],
                "constraints": [
                    models.UniqueConstraint(fields=("visit", "indicator"), name="visit_finding_once"),
                    models.CheckConstraint(
                        condition=models.Q(("tone__in", ["conforms", "observation", "does-not-conform"])),
                        name="visit_finding_tone_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="visit_finding_is_not_empty"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Paper",
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
                ("error", models.TextField(blank=True, verbose_name="error")),
                (
                    "file",
                    models.FileField(
                        blank=True, upload_to=assessments.models.papers.storage_name, verbose_name="file"
                    ),
                ),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                ("size", models.PositiveBigIntegerField(null=True, verbose_name="size in bytes")),
                (
                    "expires_at",
                    models.DateTimeField(
                        default=assessments.models.papers.usual_expiry, verbose_name="expires at"
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "paper",
                "ordering": ["-asked_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("assessment", "kind", "owner"),
                        name="paper_waits_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                ["dossier-pdf", "dossier-workbook", "audit-report-pdf", "checklist-pdf"],
                            )
                        ),
                        name="paper_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file", ""), ("state__in", ["waiting", "failed", "expired"])),
                            models.Q(
                                ("size__gt", 0),
                                ("state", "ready"),
                                models.Q(("file", ""), _negated=True),
                                models.Q(("sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="paper_ready_has_file",
                    ),
                ],
            },
        ),
        migrations.RunPython(open_to_visits, closed_to_visits),
    ]
