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
                blank=True, decimal_places=4, max_digits=15, null=True, verbose_name="number of the example"
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="evidence_en",
            field=models.TextField(blank=True, verbose_name="expected evidence, in English"),
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
            field=models.TextField(blank=True, verbose_name="expected evidence, in Thai"),
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
                ("definition_th", models.TextField(blank=True, verbose_name="Thai definition")),
                ("definition_en", models.TextField(blank=True, verbose_name="English definition")),
                ("counts_th", models.TextField(blank=True, verbose_name="what counts, in Thai")),
                ("counts_en", models.TextField(blank=True, verbose_name="what counts, in English")),
                ("period_th", models.TextField(blank=True, verbose_name="period, in Thai")),
                ("period_en", models.TextField(blank=True, verbose_name="period, in English")),
                ("data_source_th", models.TextField(blank=True, verbose_name="source of the data, in Thai")),
                (
                    "data_source_en",
                    models.TextField(blank=True, verbose_name="source of the data, in English"),
                ),
                ("holder_th", models.TextField(blank=True, verbose_name="who has it, in Thai")),
                ("holder_en", models.TextField(blank=True, verbose_name="who has it, in English")),
                (
                    "good_evidence_th",
                    models.TextField(blank=True, verbose_name="evidence that suffices, in Thai"),
                ),
                (
                    "good_evidence_en",
                    models.TextField(blank=True, verbose_name="evidence that suffices, in English"),
                ),
                (
                    "bad_evidence_th",
                    models.TextField(blank=True, verbose_name="evidence that does not suffice, in Thai"),
                ),
                (
                    "bad_evidence_en",
                    models.TextField(blank=True, verbose_name="evidence that does not suffice, in English"),
                ),
                (
                    "example_value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=15,
                        null=True,
                        verbose_name="result of the example",
                    ),
                ),
                ("example_th", models.TextField(blank=True, verbose_name="Thai text of the example")),
                ("example_en", models.TextField(blank=True, verbose_name="English text of the example")),
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
                "verbose_name": "guidance",
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
                ("step", models.PositiveSmallIntegerField(verbose_name="step")),
                ("text_th", models.TextField(blank=True, verbose_name="Thai text")),
                ("text_en", models.TextField(blank=True, verbose_name="English text")),
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
                "verbose_name": "maturity step",
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
