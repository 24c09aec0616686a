"""Assessments on the agenda of a meeting."""

import django.db.models.deletion
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [("assessments", "0013_meetings")]

    operations = [
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="assessments.meeting",
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda_items",
                        to="assessments.assessment",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for the resolution"),
                            ("granted", "Level granted"),
                            ("sent-back", "Sent back to the external audit"),
                            ("postponed", "Postponed"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "computed_level",
                    models.PositiveSmallIntegerField(null=True, verbose_name="computed level"),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
            ],
            options={
                "verbose_name": "agenda item",
                "ordering": ["meeting_id", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "assessment"), name="agenda_item_once_a_meeting"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "waiting")),
                        fields=("assessment",),
                        name="agenda_item_waits_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["waiting", "granted", "sent-back", "postponed"])),
                        name="agenda_item_outcome_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("outcome", "waiting")),
                            models.Q(
                                models.Q(("outcome", "waiting"), _negated=True), ("decided_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="agenda_item_decided_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "sent-back"), models.Q(("reason", ""), _negated=True)),
                            models.Q(models.Q(("outcome", "sent-back"), _negated=True), ("reason", "")),
                            _connector="OR",
                        ),
                        name="agenda_item_sent_back_has_reason",
                    ),
                    Guard(
                        name="agenda_item_is_added_before_closing",
                        refuses=["insert"],
                        message="the agenda of a closed meeting is never changed",
                        when="EXISTS (SELECT 1 FROM assessments_meeting m WHERE m.id = {row}.meeting_id AND m.closed_at IS NOT NULL)",
                    ),
                    Guard(
                        name="agenda_item_stays_once_decided",
                        refuses=["update"],
                        message="what a meeting decided is never changed",
                        when="EXISTS (SELECT 1 FROM assessments_meeting m WHERE m.id = {row}.meeting_id AND m.closed_at IS NOT NULL) OR NEW.assessment_id <> OLD.assessment_id OR NEW.meeting_id <> OLD.meeting_id OR (OLD.outcome <> 'waiting' AND (NEW.outcome <> OLD.outcome OR NEW.reason <> OLD.reason OR NEW.decided_at <> OLD.decided_at))",
                    ),
                    Guard(
                        name="agenda_item_is_kept_once_decided",
                        refuses=["delete"],
                        message="what a meeting decided is never deleted",
                        when="EXISTS (SELECT 1 FROM assessments_meeting m WHERE m.id = {row}.meeting_id AND m.closed_at IS NOT NULL) OR OLD.outcome <> 'waiting'",
                    ),
                ],
            },
        ),
    ]
