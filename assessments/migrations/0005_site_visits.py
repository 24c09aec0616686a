"""Site visits with their findings. They come before evidence, since a photograph refers to its visit."""

import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("assessments", "0004_entries"),
        ("indicators", "0003_indicators"),
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
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="assessments.assessment",
                    ),
                ),
                ("visited_on", models.DateField(verbose_name="date of the visit")),
                ("place", models.CharField(max_length=300, verbose_name="places visited")),
                ("participants", models.TextField(verbose_name="participants")),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recorded_visits",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
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
                    Guard(
                        name="site_visit_is_of_external_audit",
                        refuses=["insert", "update"],
                        message="a site visit is recorded during the external audit",
                        when="EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = {row}.assessment_id AND a.status <> 'external-audit')",
                    ),
                    Guard(
                        name="site_visit_is_kept", refuses=["delete"], message="a site visit is never deleted"
                    ),
                ],
            },
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
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="assessments.sitevisit",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visit_findings",
                        to="indicators.indicator",
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
                    Guard(
                        name="visit_finding_is_of_external_audit",
                        refuses=["insert", "update", "delete"],
                        message="a site visit is recorded during the external audit",
                        when="EXISTS (SELECT 1 FROM assessments_sitevisit s JOIN assessments_assessment a ON a.id = s.assessment_id WHERE s.id = {row}.visit_id AND a.status <> 'external-audit')",
                    ),
                ],
            },
        ),
    ]
