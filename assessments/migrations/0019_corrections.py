"""Corrections of published results."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("assessments", "0018_questions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
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
                        related_name="corrections",
                        to="assessments.assessment",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "question",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="assessments.question",
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                (
                    "granted_level",
                    models.PositiveSmallIntegerField(null=True, verbose_name="new granted level"),
                ),
                ("level_reason", models.TextField(blank=True, verbose_name="reason for the level")),
                (
                    "meeting",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="assessments.meeting",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Waits for another administrator"),
                            ("approved", "Approved"),
                            ("refused", "Refused"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposed_corrections",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("proposed_at", models.DateTimeField(verbose_name="proposed at")),
                ("level_asked_at", models.DateTimeField(verbose_name="level asked for at")),
                (
                    "level_attempts",
                    models.PositiveSmallIntegerField(default=0, verbose_name="attempts at the level"),
                ),
                (
                    "level_error",
                    models.CharField(blank=True, max_length=20, verbose_name="why there is no level"),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decided_corrections",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                ("note", models.TextField(blank=True, verbose_name="reason of the refusal")),
                (
                    "resolution",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="correction",
                        to="assessments.resolution",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction",
                "ordering": ["assessment_id", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("assessment", "number"), name="correction_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("assessment",),
                        name="correction_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["proposed", "approved", "refused"])),
                        name="correction_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="correction_has_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("state", "proposed"),
                            ),
                            models.Q(
                                models.Q(("state", "proposed"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="correction_decided_by_and_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="correction_four_eyes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("granted_level__isnull", True),
                            models.Q(
                                ("granted_level__range", (0, 5)),
                                ("meeting__isnull", False),
                                models.Q(("level_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="correction_level_has_meeting_and_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), models.Q(("note", ""), _negated=True)),
                            models.Q(models.Q(("state", "refused"), _negated=True), ("note", "")),
                            _connector="OR",
                        ),
                        name="correction_refused_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resolution__isnull", True),
                            models.Q(("granted_level__isnull", False), ("state", "approved")),
                            _connector="OR",
                        ),
                        name="correction_resolution_is_approved",
                    ),
                    Guard(
                        name="correction_stays_once_decided",
                        refuses=["update"],
                        message="a decided correction is never changed",
                        when="OLD.state <> 'proposed' OR NEW.reason <> OLD.reason OR NEW.assessment_id <> OLD.assessment_id OR NEW.number <> OLD.number OR NEW.proposed_by_id <> OLD.proposed_by_id",
                    ),
                    Guard(
                        name="correction_is_kept", refuses=["delete"], message="a correction is never deleted"
                    ),
                ],
            },
        ),
    ]
