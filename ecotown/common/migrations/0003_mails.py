"""Single mails to people, which workers send."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0002_public_holidays"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Mail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked for at")),
                ("claimed_until", models.DateTimeField(null=True, verbose_name="claimed until")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("kind", models.SlugField(max_length=40, verbose_name="kind")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("data", models.JSONField(default=dict, verbose_name="values")),
                ("expires_at", models.DateTimeField(verbose_name="too late from")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
                ("error", models.TextField(blank=True, verbose_name="error")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mails",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "mail",
                "ordering": ["-asked_at", "-pk"],
                "indexes": [models.Index(fields=["user", "kind", "-asked_at"], name="mail_of_user")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sent_at__isnull", True), ("error", ""), _connector="OR"),
                        name="mail_is_sent_or_given_up",
                    )
                ],
            },
        ),
    ]
