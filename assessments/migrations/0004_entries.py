"""The values that provinces enter."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("assessments", "0003_computed_levels"),
        ("indicators", "0003_indicators"),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
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
                        related_name="entries",
                        to="assessments.assessment",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="indicators.indicator",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=15, null=True, verbose_name="value"
                    ),
                ),
                ("not_applicable", models.BooleanField(default=False, verbose_name="not applicable")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("is_answered", models.BooleanField(default=False, verbose_name="answered")),
                ("is_confirmed", models.BooleanField(default=True, verbose_name="confirmed")),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("entered_at", models.DateTimeField(verbose_name="entered at")),
            ],
            options={
                "verbose_name": "entry",
                "ordering": ["assessment_id", "indicator_id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "indicator"), name="entry_once_in_assessment"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("not_applicable", False),
                            models.Q(("value__isnull", True), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="entry_not_applicable_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_answered", True),
                            models.Q(("not_applicable", False), ("value__isnull", True)),
                            _connector="OR",
                        ),
                        name="entry_with_value_is_answered",
                    ),
                    Guard(
                        name="entry_is_locked",
                        refuses=["insert", "update", "delete"],
                        message="the values of a submitted assessment are never changed",
                        when="EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.id = {row}.assessment_id AND (a.status NOT IN ('draft', 'returned') OR (a.status = 'returned' AND NOT EXISTS (SELECT 1 FROM assessments_returneditem i JOIN assessments_return r ON r.id = i.returned_in_id JOIN assessments_verdict v ON v.id = i.verdict_id WHERE r.assessment_id = a.id AND r.resubmitted_at IS NULL AND v.indicator_id = {row}.indicator_id))))",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryInput",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="inputs",
                        to="assessments.entry",
                    ),
                ),
                ("key", models.CharField(max_length=20, verbose_name="key")),
                ("value", models.DecimalField(decimal_places=4, max_digits=15, verbose_name="value")),
            ],
            options={
                "verbose_name": "formula input",
                "ordering": ["entry_id", "key"],
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "key"), name="entry_input_once"),
                    Guard(
                        name="entry_input_is_locked",
                        refuses=["insert", "update", "delete"],
                        message="the values of a submitted assessment are never changed",
                        when="EXISTS (SELECT 1 FROM assessments_entry e JOIN assessments_assessment a ON a.id = e.assessment_id WHERE e.id = {row}.entry_id AND (a.status NOT IN ('draft', 'returned') OR (a.status = 'returned' AND NOT EXISTS (SELECT 1 FROM assessments_returneditem i JOIN assessments_return r ON r.id = i.returned_in_id JOIN assessments_verdict v ON v.id = i.verdict_id WHERE r.assessment_id = a.id AND r.resubmitted_at IS NULL AND v.indicator_id = e.indicator_id))))",
                    ),
                ],
            },
        ),
    ]
