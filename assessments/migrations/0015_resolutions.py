"""Resolutions of the committee, and the one in force for an assessment."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("assessments", "0014_agenda_items"),
    ]

    operations = [
        migrations.CreateModel(
            name="Resolution",
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
                        related_name="resolutions",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolutions",
                        to="assessments.meeting",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="assessments.resolution",
                    ),
                ),
                ("computed_level", models.PositiveSmallIntegerField(verbose_name="computed level")),
                ("granted_level", models.PositiveSmallIntegerField(verbose_name="granted level")),
                ("reason", models.TextField(blank=True, verbose_name="reason for a different level")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolutions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="recorded at")),
            ],
            options={
                "verbose_name": "resolution",
                "ordering": ["assessment_id", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaces__isnull", True)),
                        fields=("assessment",),
                        name="resolution_first_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("granted_level__range", (0, 5))), name="granted_level_is_0_to_5"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("granted_level", models.F("computed_level")),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="resolution_different_level_has_reason",
                    ),
                    Guard(
                        name="resolution_is_recorded_before_closing",
                        refuses=["insert"],
                        message="what was resolved is recorded before the minutes are closed, never after",
                        when="EXISTS (SELECT 1 FROM assessments_meeting m WHERE m.id = {row}.meeting_id AND m.closed_at IS NOT NULL)",
                    ),
                    Guard(
                        name="resolution_stays",
                        refuses=["update"],
                        message="a resolution is never changed",
                    ),
                    Guard(
                        name="resolution_is_kept", refuses=["delete"], message="a resolution is never deleted"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="assessment",
            name="resolution",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="assessments.resolution",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=Guard(
                name="assessment_result_is_kept",
                refuses=["update"],
                message="a published result is never taken back or changed",
                when="(OLD.status = 'published' AND (NEW.status <> 'published' OR NEW.revision <> OLD.revision)) OR (NEW.status IN ('granted', 'published') AND NEW.resolution_id IS NULL) OR (OLD.resolution_id IS NOT NULL AND NEW.resolution_id IS NULL) OR (NEW.resolution_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM assessments_resolution r WHERE r.id = NEW.resolution_id AND r.assessment_id = NEW.id))",
            ),
        ),
    ]
