"""Shared quantities, and the inputs of formulas that are one of them."""

import django.db.models.deletion
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [("indicators", "0007_consistency_rules")]

    operations = [
        migrations.CreateModel(
            name="Quantity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=40, verbose_name="key")),
                ("name_th", models.CharField(max_length=300, verbose_name="Thai name")),
                ("name_en", models.CharField(blank=True, max_length=300, verbose_name="English name")),
                ("unit_th", models.CharField(max_length=100, verbose_name="Thai unit")),
                ("unit_en", models.CharField(blank=True, max_length=100, verbose_name="English unit")),
                ("definition_th", models.TextField(blank=True, verbose_name="Definition (Thai)")),
                ("definition_en", models.TextField(blank=True, verbose_name="Definition (English)")),
                ("holder_th", models.TextField(blank=True, verbose_name="Who has it (Thai)")),
                ("holder_en", models.TextField(blank=True, verbose_name="Who has it (English)")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quantities",
                        to="indicators.framework",
                    ),
                ),
            ],
            options={
                "verbose_name": "Shared quantity",
                "ordering": ["framework_id", "position"],
            },
        ),
        migrations.AddField(
            model_name="formulainput",
            name="quantity",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="inputs",
                to="indicators.quantity",
            ),
        ),
        migrations.AddConstraint(
            model_name="quantity",
            constraint=models.UniqueConstraint(fields=("framework", "key"), name="quantity_once"),
        ),
        migrations.AddConstraint(
            model_name="quantity",
            constraint=models.CheckConstraint(
                condition=models.Q(("key__regex", "^(?!\\.{1,2}\\Z)[A-Za-z0-9.-]+\\Z")),
                name="quantity_key_fits_addresses",
            ),
        ),
        migrations.AddConstraint(
            model_name="quantity",
            constraint=Guard(
                message="a published criteria edition is never changed",
                name="quantity_stays_once_published",
                refuses=["insert", "update", "delete"],
                when="EXISTS (SELECT 1 FROM indicators_framework f WHERE f.id = {row}.framework_id AND f.status = 'published')",
            ),
        ),
    ]
