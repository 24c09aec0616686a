"""Computed levels of assessments."""

import django.db.models.deletion
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_assessments")]

    operations = [
        migrations.CreateModel(
            name="ComputedLevel",
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
                        related_name="computed_levels",
                        to="assessments.assessment",
                    ),
                ),
                ("revision", models.PositiveIntegerField(verbose_name="revision")),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                ("explanation", models.JSONField(verbose_name="explanation")),
                (
                    "audited_level",
                    models.PositiveSmallIntegerField(null=True, verbose_name="level of the audited values"),
                ),
                (
                    "audited_explanation",
                    models.JSONField(null=True, verbose_name="explanation of the audited level"),
                ),
                ("computed_at", models.DateTimeField(verbose_name="computed at")),
            ],
            options={
                "verbose_name": "computed level",
                "ordering": ["assessment_id", "-revision"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "revision"), name="computed_level_once_a_revision"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__range", (0, 5))), name="computed_level_is_0_to_5"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("audited_level__isnull", True), ("audited_level__range", (0, 5)), _connector="OR"
                        ),
                        name="audited_level_is_0_to_5",
                    ),
                    Guard(
                        name="computed_level_stays",
                        refuses=["update"],
                        message="a computed level is never changed",
                    ),
                    Guard(
                        name="computed_level_is_kept",
                        refuses=["delete"],
                        message="a computed level is never deleted",
                    ),
                ],
            },
        ),
    ]
