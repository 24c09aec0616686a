import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecotown.common.database.guards


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OneTimeCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[("invitation", "Invitation"), ("password", "New password")],
                        max_length=12,
                        verbose_name="purpose",
                    ),
                ),
                ("nonce", models.CharField(max_length=64, unique=True, verbose_name="random number")),
                ("digest", models.CharField(max_length=64, unique=True, verbose_name="digest of the code")),
                ("given_at", models.DateTimeField(verbose_name="given at")),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                (
                    "mail_state",
                    models.CharField(
                        choices=[
                            ("none", "Not by mail"),
                            ("waiting", "Waiting"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("refused", "Refused by the mail server"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="mail",
                    ),
                ),
                ("mail_try_at", models.DateTimeField(null=True, verbose_name="next try at")),
                ("mail_error", models.TextField(blank=True, verbose_name="error")),
                ("used_at", models.DateTimeField(null=True, verbose_name="used at")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="withdrawn at")),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="given_codes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="one_time_codes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "one-time code",
                "ordering": ["-given_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("purpose__in", ["invitation", "password"])),
                        name="code_purpose_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mail_state__in", ["none", "waiting", "sending", "sent", "refused"])
                        ),
                        name="code_mail_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("used_at__isnull", True), ("withdrawn_at__isnull", True), _connector="OR"
                        ),
                        name="code_is_used_or_withdrawn",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("used_at__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=("person",),
                        name="code_one_open_of_person",
                    ),
                    ecotown.common.database.guards.Guard(
                        message="a one-time code that was used or withdrawn is never changed",
                        name="code_stays_once_used",
                        refuses=["update"],
                        when="OLD.used_at IS NOT NULL OR OLD.withdrawn_at IS NOT NULL",
                    ),
                ],
            },
        ),
    ]
