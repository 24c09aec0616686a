"""Returns of assessments to the province, with the returned indicators."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("assessments", "0009_verdicts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Return",
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
                        related_name="returns",
                        to="assessments.assessment",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "stage",
                    models.CharField(
                        choices=[("internal-audit", "Internal audit"), ("external-audit", "External audit")],
                        max_length=20,
                        verbose_name="stage",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due date")),
                (
                    "returned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("returned_at", models.DateTimeField(verbose_name="returned at")),
                (
                    "resubmitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resubmissions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("resubmitted_at", models.DateTimeField(null=True, verbose_name="submitted again at")),
            ],
            options={
                "verbose_name": "return",
                "ordering": ["assessment_id", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("assessment", "number"), name="return_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("resubmitted_at__isnull", True)),
                        fields=("assessment",),
                        name="return_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["internal-audit", "external-audit"])),
                        name="return_stage_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resubmitted_at__isnull", True), ("resubmitted_by__isnull", True)),
                            models.Q(
                                ("resubmitted_at__gte", models.F("returned_at")),
                                ("resubmitted_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="return_resubmitted_by_and_at",
                    ),
                    Guard(
                        name="return_stays_once_answered",
                        refuses=["update"],
                        message="a return that was answered is never changed",
                        when="OLD.resubmitted_at IS NOT NULL",
                    ),
                    Guard(name="return_is_kept", refuses=["delete"], message="a return is never deleted"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReturnedItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "returned_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="assessments.return",
                    ),
                ),
                (
                    "verdict",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returned_item",
                        to="assessments.verdict",
                    ),
                ),
                ("reply", models.TextField(blank=True, verbose_name="reply of the province")),
                (
                    "replied_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("replied_at", models.DateTimeField(null=True, verbose_name="replied at")),
            ],
            options={
                "verbose_name": "returned indicator",
                "ordering": ["returned_in_id", "verdict__indicator_id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("replied_at__isnull", True), ("replied_by__isnull", True), ("reply", "")
                            ),
                            models.Q(("replied_at__isnull", False), ("replied_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="returned_item_replied_by_and_at",
                    ),
                    Guard(
                        name="returned_item_stays_once_submitted",
                        refuses=["update"],
                        message="the answer to a return is never changed after it was submitted",
                        when="NEW.verdict_id <> OLD.verdict_id OR NEW.returned_in_id <> OLD.returned_in_id OR EXISTS (SELECT 1 FROM assessments_return r WHERE r.id = OLD.returned_in_id AND r.resubmitted_at IS NOT NULL)",
                    ),
                    Guard(
                        name="returned_item_is_kept",
                        refuses=["delete"],
                        message="a returned indicator is never deleted",
                    ),
                ],
            },
        ),
    ]
