"""Citations of evidence for indicators."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("assessments", "0006_evidence"),
        ("indicators", "0003_indicators"),
    ]

    operations = [
        migrations.CreateModel(
            name="Citation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="indicators.indicator",
                    ),
                ),
                ("expected", models.CharField(blank=True, max_length=300, verbose_name="expected evidence")),
                ("page", models.CharField(blank=True, max_length=40, verbose_name="page")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                (
                    "cited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("cited_at", models.DateTimeField(verbose_name="cited at")),
            ],
            options={
                "verbose_name": "citation",
                "ordering": ["indicator_id", "cited_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("evidence", "indicator", "expected", "page"), name="citation_once_a_page"
                    ),
                    Guard(
                        name="citation_is_locked",
                        refuses=["insert", "delete"],
                        message="the evidence of a submitted assessment is never changed",
                        when="EXISTS (SELECT 1 FROM assessments_evidence e JOIN assessments_assessment a ON a.id = e.assessment_id WHERE e.id = {row}.evidence_id AND ((e.visit_id IS NULL AND (a.status NOT IN ('draft', 'returned') OR (a.status = 'returned' AND NOT EXISTS (SELECT 1 FROM assessments_returneditem i JOIN assessments_return r ON r.id = i.returned_in_id JOIN assessments_verdict v ON v.id = i.verdict_id WHERE r.assessment_id = a.id AND r.resubmitted_at IS NULL AND v.indicator_id = {row}.indicator_id)))) OR (e.visit_id IS NOT NULL AND a.status <> 'external-audit')))",
                    ),
                    Guard(name="citation_stays", refuses=["update"], message="a citation is never changed"),
                ],
            },
        ),
    ]
