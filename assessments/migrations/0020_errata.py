"""Errata of a correction, and its computed level."""

import django.db.models.deletion
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0019_corrections"),
        ("indicators", "0003_indicators"),
    ]

    operations = [
        migrations.CreateModel(
            name="Erratum",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "correction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="errata",
                        to="assessments.correction",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="errata",
                        to="indicators.indicator",
                    ),
                ),
                ("old", models.JSONField(verbose_name="published value")),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=15, null=True, verbose_name="corrected value"
                    ),
                ),
            ],
            options={
                "verbose_name": "erratum",
                "verbose_name_plural": "errata",
                "ordering": ["correction_id", "indicator_id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("correction", "indicator"), name="erratum_once_a_correction"
                    ),
                    Guard(
                        name="erratum_is_added_before_decision",
                        refuses=["insert"],
                        message="an erratum is never changed",
                        when="NOT EXISTS (SELECT 1 FROM assessments_correction c WHERE c.id = NEW.correction_id AND c.state = 'proposed')",
                    ),
                    Guard(
                        name="erratum_is_kept",
                        refuses=["update", "delete"],
                        message="an erratum is never changed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ErratumInput",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "erratum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inputs",
                        to="assessments.erratum",
                    ),
                ),
                ("key", models.CharField(max_length=20, verbose_name="key")),
                ("value", models.DecimalField(decimal_places=4, max_digits=15, verbose_name="value")),
            ],
            options={
                "verbose_name": "corrected formula input",
                "ordering": ["erratum_id", "key"],
                "constraints": [
                    models.UniqueConstraint(fields=("erratum", "key"), name="erratum_input_once"),
                    Guard(
                        name="erratum_input_is_added_before_decision",
                        refuses=["insert"],
                        message="an erratum is never changed",
                        when="NOT EXISTS (SELECT 1 FROM assessments_erratum e JOIN assessments_correction c ON c.id = e.correction_id WHERE e.id = NEW.erratum_id AND c.state = 'proposed')",
                    ),
                    Guard(
                        name="erratum_input_is_kept",
                        refuses=["update", "delete"],
                        message="an erratum is never changed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CorrectedLevel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "correction",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="computed",
                        to="assessments.correction",
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                ("explanation", models.JSONField(verbose_name="explanation")),
                ("computed_at", models.DateTimeField(verbose_name="computed at")),
            ],
            options={
                "verbose_name": "corrected level",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__range", (0, 5))), name="corrected_level_is_0_to_5"
                    ),
                    Guard(
                        name="corrected_level_stays",
                        refuses=["update"],
                        message="a computed level is never changed",
                    ),
                    Guard(
                        name="corrected_level_is_kept",
                        refuses=["delete"],
                        message="a computed level is never deleted",
                    ),
                ],
            },
        ),
    ]
