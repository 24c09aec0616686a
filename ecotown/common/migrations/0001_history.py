"""The history: events in hash chains, and their checks."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoryChain",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.CharField(max_length=100, unique=True, verbose_name="subject")),
                ("length", models.PositiveIntegerField(default=0, verbose_name="links")),
                (
                    "head",
                    models.CharField(
                        default="0000000000000000000000000000000000000000000000000000000000000000",
                        max_length=64,
                        verbose_name="seal of the last link",
                    ),
                ),
            ],
            options={
                "verbose_name": "history chain",
                "constraints": [
                    Guard(
                        name="history_chain_is_kept",
                        refuses=["delete"],
                        message="history chains are never deleted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "chain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="common.historychain",
                    ),
                ),
                ("sequence", models.PositiveIntegerField(verbose_name="number in the chain")),
                ("name", models.SlugField(max_length=60, verbose_name="event")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="time")),
                ("data", models.JSONField(default=dict, verbose_name="values")),
                ("previous_hash", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "history row",
                "ordering": ["chain_id", "sequence"],
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "sequence"), name="event_once_in_chain"),
                    Guard(name="event_stays", refuses=["update"], message="history rows are never changed"),
                    Guard(name="event_is_kept", refuses=["delete"], message="history rows are never deleted"),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoryCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="history_checks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked for at")),
                ("claimed_until", models.DateTimeField(null=True, verbose_name="claimed until")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished at")),
                ("chains", models.PositiveIntegerField(default=0, verbose_name="chains")),
                ("links", models.PositiveIntegerField(default=0, verbose_name="links")),
                ("breaks", models.JSONField(default=list, verbose_name="broken rows")),
                ("error", models.TextField(blank=True, verbose_name="error")),
            ],
            options={
                "verbose_name": "history check",
                "ordering": ["-asked_at"],
            },
        ),
    ]
