"""Worked examples of an edition."""

import django.db.models.deletion
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [("indicators", "0003_indicators")]

    operations = [
        migrations.CreateModel(
            name="WorkedExample",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="worked_examples",
                        to="indicators.framework",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("answers", models.TextField(verbose_name="answers")),
                ("expected_level", models.PositiveSmallIntegerField(verbose_name="expected level")),
            ],
            options={
                "verbose_name": "worked example",
                "ordering": ["framework_id", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("framework", "name"), name="worked_example_once"),
                    Guard(
                        name="worked_example_stays_once_published",
                        refuses=["insert", "update", "delete"],
                        message="a published criteria edition is never changed",
                        when="EXISTS (SELECT 1 FROM indicators_framework f WHERE f.id = {row}.framework_id AND f.status = 'published')",
                    ),
                ],
            },
        ),
    ]
