"""Meetings, agendas, resolutions and minutes of the committee."""

import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("assessments", "0005_visits"),
    ]

    operations = [
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=30, unique=True, verbose_name="meeting number")),
                ("date", models.DateField(verbose_name="date of the meeting")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("chair", models.CharField(blank=True, max_length=200, verbose_name="chair")),
                ("participants", models.TextField(blank=True, verbose_name="participants")),
                (
                    "called_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="called_meetings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("called_at", models.DateTimeField(verbose_name="called at")),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closed_meetings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True, verbose_name="minutes closed at")),
            ],
            options={
                "verbose_name": "meeting",
                "ordering": ["-date", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("date__gte", datetime.date(2017, 1, 1))),
                        name="meeting_date_is_of_our_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number", ""), _negated=True), name="meeting_has_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="meeting_closed_by_and_at",
                    ),
                ],
            },
        ),
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
                ],
            },
        ),
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
                ],
            },
        ),
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
                ],
            },
        ),
        migrations.CreateModel(
            name="Minutes",
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
                        related_name="minutes",
                        to="assessments.meeting",
                    ),
                ),
                ("is_final", models.BooleanField(default=False, verbose_name="final")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Being prepared"),
                            ("ready", "Ready"),
                            ("failed", "Could not be made"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="rendering asked for at")),
                ("claimed_until", models.DateTimeField(null=True, verbose_name="claimed until")),
                ("error", models.TextField(blank=True, verbose_name="error")),
                ("file", models.FileField(blank=True, upload_to="minutes", verbose_name="file")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
            ],
            options={
                "verbose_name": "minutes",
                "ordering": ["meeting_id", "-is_final", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_final", True)), fields=("meeting",), name="minutes_final_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_final", False)),
                        fields=("meeting", "asked_by"),
                        name="minutes_draft_once_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file", ""), ("sha256", ""), ("state__in", ["waiting", "failed"])),
                            models.Q(
                                ("state", "ready"),
                                models.Q(("file", ""), _negated=True),
                                models.Q(("sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="minutes_ready_has_file",
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
    ]
