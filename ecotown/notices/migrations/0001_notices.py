"""Notices, the kinds that people muted, and digests by mail."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MutedKind",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="muted",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("kind", models.SlugField(max_length=40, verbose_name="kind")),
            ],
            options={
                "verbose_name": "notice switched off",
                "constraints": [models.UniqueConstraint(fields=("user", "kind"), name="muted_once")],
            },
        ),
        migrations.CreateModel(
            name="Digest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="digests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("nothing", "Nothing to say"),
                            ("refused", "Refused by the mail server"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("try_at", models.DateTimeField(verbose_name="next try at")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
                ("error", models.TextField(blank=True, verbose_name="error")),
            ],
            options={
                "verbose_name": "mail of a day",
                "ordering": ["-day", "user_id"],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "day"), name="digest_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state", "sent")),
                            models.Q(
                                ("sent_at__isnull", True),
                                ("state__in", ["waiting", "sending", "nothing", "refused"]),
                            ),
                            _connector="OR",
                        ),
                        name="digest_sent_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("kind", models.SlugField(max_length=40, verbose_name="kind")),
                ("subject", models.SlugField(max_length=40, verbose_name="about")),
                ("subject_id", models.BigIntegerField(verbose_name="number of what it is about")),
                ("data", models.JSONField(default=dict, verbose_name="values")),
                (
                    "once",
                    models.CharField(
                        blank=True, max_length=120, null=True, verbose_name="key of what is told once"
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="time")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="read at")),
                (
                    "digest",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="notices.digest",
                    ),
                ),
            ],
            options={
                "verbose_name": "notice",
                "ordering": ["-created_at", "-pk"],
                "indexes": [models.Index(fields=["user", "read_at", "-created_at"], name="notice_of_user")],
                "constraints": [models.UniqueConstraint(fields=("user", "once"), name="notice_once")],
            },
        ),
    ]
