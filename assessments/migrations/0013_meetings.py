"""Meetings of the committee."""

import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("assessments", "0012_internal_notes"),
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
                    Guard(
                        name="meeting_stays_once_closed",
                        refuses=["update"],
                        message="closed minutes are never changed, nor number and date once something was resolved",
                        when="OLD.closed_at IS NOT NULL OR ((NEW.number <> OLD.number OR NEW.date <> OLD.date) AND EXISTS (SELECT 1 FROM assessments_resolution r WHERE r.meeting_id = OLD.id))",
                    ),
                    Guard(name="meeting_is_kept", refuses=["delete"], message="a meeting is never deleted"),
                ],
            },
        ),
    ]
