"""Short names, guidance and maturity steps of indicators."""

import django.db.models.deletion
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [("indicators", "0008_quantities")]

    operations = [
        migrations.AddField(
            model_name="formulainput",
            name="example",
            field=models.DecimalField(
                blank=True,
                decimal_places=4,
                max_digits=15,
                null=True,
                verbose_name="Number of the calculation",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="evidence_en",
            field=models.TextField(blank=True, verbose_name="Expected evidence (English)"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="short_name_en",
            field=models.CharField(blank=True, max_length=40, verbose_name="English short name"),
        ),
        migrations.AddField(
            model_name="indicator",
            name="short_name_th",
            field=models.CharField(blank=True, max_length=40, verbose_name="Thai short name"),
        ),
        migrations.AlterField(
            model_name="indicator",
            name="evidence_th",
            field=models.TextField(blank=True, verbose_name="Expected evidence (Thai)"),
        ),
        migrations.CreateModel(
            name="Guidance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("definition_th", models.TextField(blank=True, verbose_name="Definition (Thai)")),
                ("definition_en", models.TextField(blank=True, verbose_name="Definition (English)")),
                ("counts_th", models.TextField(blank=True, verbose_name="What counts (Thai)")),
                ("counts_en", models.TextField(blank=True, verbose_name="What counts (English)")),
                ("period_th", models.TextField(blank=True, verbose_name="Period (Thai)")),
                ("period_en", models.TextField(blank=True, verbose_name="Period (English)")),
                ("data_source_th", models.TextField(blank=True, verbose_name="Source of the data (Thai)")),
                (
                    "data_source_en",
                    models.TextField(blank=True, verbose_name="Source of the data (English)"),
                ),
                ("holder_th", models.TextField(blank=True, verbose_name="Who has it (Thai)")),
                ("holder_en", models.TextField(blank=True, verbose_name="Who has it (English)")),
                (
                    "good_evidence_th",
                    models.TextField(blank=True, verbose_name="Evidence that suffices (Thai)"),
                ),
                (
                    "good_evidence_en",
                    models.TextField(blank=True, verbose_name="Evidence that suffices (English)"),
                ),
                (
                    "bad_evidence_th",
                    models.TextField(blank=True, verbose_name="Evidence that does not suffice (Thai)"),
                ),
                (
                    "bad_evidence_en",
                    models.TextField(blank=True, verbose_name="Evidence that does not suffice (English)"),
                ),
                (
                    "example_value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=15,
                        null=True,
                        verbose_name="Result of the calculation",
                    ),
                ),
                ("example_th", models.TextField(blank=True, verbose_name="Text of the calculation (Thai)")),
                (
                    "example_en",
                    models.TextField(blank=True, verbose_name="Text of the calculation (English)"),
                ),
                (
                    "indicator",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guidance",
                        to="indicators.indicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "Guidance",
                "ordering": ["indicator_id"],
                "constraints": [
                    Guard(
                        message="a published criteria edition is never changed",
                        name="guidance_stays_once_published",
                        refuses=["insert", "update", "delete"],
                        when="EXISTS (SELECT 1 FROM indicators_framework f WHERE f.id = (SELECT d.framework_id FROM indicators_indicator i JOIN indicators_aspect a ON a.id = i.aspect_id JOIN indicators_dimension d ON d.id = a.dimension_id WHERE i.id = {row}.indicator_id) AND f.status = 'published')",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MaturityStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step", models.PositiveSmallIntegerField(verbose_name="Step")),
                ("text_th", models.TextField(blank=True, verbose_name="Text (Thai)")),
                ("text_en", models.TextField(blank=True, verbose_name="Text (English)")),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="indicators.indicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "Maturity step",
                "ordering": ["indicator_id", "step"],
                "constraints": [
                    models.UniqueConstraint(fields=("indicator", "step"), name="maturity_step_once"),
                    Guard(
                        message="a published criteria edition is never changed",
                        name="maturity_step_stays_once_published",
                        refuses=["insert", "update", "delete"],
                        when="EXISTS (SELECT 1 FROM indicators_framework f WHERE f.id = (SELECT d.framework_id FROM indicators_indicator i JOIN indicators_aspect a ON a.id = i.aspect_id JOIN indicators_dimension d ON d.id = a.dimension_id WHERE i.id = {row}.indicator_id) AND f.status = 'published')",
                    ),
                ],
            },
        ),
    ]
