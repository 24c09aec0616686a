"""The shared quantities that provinces enter."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0023_reports"),
        ("indicators", "0009_guidance"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="QuantityEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.DecimalField(decimal_places=4, max_digits=15, verbose_name="value")),
                ("is_confirmed", models.BooleanField(default=True, verbose_name="confirmed")),
                ("entered_at", models.DateTimeField(verbose_name="entered at")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quantity_entries",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quantity_entries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "quantity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="indicators.quantity",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of a shared quantity",
                "ordering": ["assessment_id", "quantity_id"],
                "constraints": [
                    models.UniqueConstraint(fields=("assessment", "quantity"), name="quantity_entry_once"),
                    models.CheckConstraint(
                        condition=models.Q(("value__gte", 0)), name="quantity_entry_is_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_confirmed", False), ("entered_by__isnull", False), _connector="OR"
                        ),
                        name="quantity_entry_is_confirmed_by_somebody",
                    ),
                    Guard(
                        message="the values of a submitted assessment are never changed",
                        name="quantity_entry_is_locked",
                        refuses=["insert", "update", "delete"],
                        when="EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = {row}.assessment_id AND (a.status NOT IN ('draft', 'returned') OR (a.status = 'returned' AND NOT EXISTS (SELECT 1 FROM assessments_returneditem i JOIN assessments_return r ON r.id = i.returned_in_id JOIN assessments_verdict v ON v.id = i.verdict_id WHERE r.assessment_id = a.id AND r.resubmitted_at IS NULL AND EXISTS (SELECT 1 FROM indicators_formulainput f WHERE f.indicator_id = v.indicator_id AND f.quantity_id = {row}.quantity_id)))))",
                    ),
                ],
            },
        ),
    ]
