"""What the committee sent back, with the answers of the assessors."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("assessments", "0015_resolutions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reconsideration",
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
                        related_name="reconsiderations",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reconsiderations",
                        to="assessments.meeting",
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                (
                    "sent_back_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reconsiderations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("sent_back_at", models.DateTimeField(verbose_name="sent back at")),
                ("reply", models.TextField(blank=True, verbose_name="answer of the assessor")),
                (
                    "replied_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answered_reconsiderations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("replied_at", models.DateTimeField(null=True, verbose_name="answered at")),
            ],
            options={
                "verbose_name": "reconsideration",
                "ordering": ["assessment_id", "sent_back_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "meeting"), name="reconsideration_once_a_meeting"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="reconsideration_has_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("replied_at__isnull", True), ("replied_by__isnull", True), ("reply", "")
                            ),
                            models.Q(
                                ("replied_at__gte", models.F("sent_back_at")),
                                ("replied_by__isnull", False),
                                models.Q(("reply", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reconsideration_replied_by_and_at",
                    ),
                    Guard(
                        name="reconsideration_keeps_its_reason",
                        refuses=["update"],
                        message="why the committee sent an assessment back is never changed",
                        when="NEW.assessment_id <> OLD.assessment_id OR NEW.meeting_id <> OLD.meeting_id OR NEW.reason <> OLD.reason OR NEW.sent_back_at <> OLD.sent_back_at",
                    ),
                    Guard(
                        name="reconsideration_is_kept",
                        refuses=["delete"],
                        message="a sending back is never deleted",
                    ),
                ],
            },
        ),
    ]
