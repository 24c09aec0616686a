"""Signatories of a design."""

import django.db.models.deletion
from django.db import migrations, models

import awards.designs.models
from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [("awards", "0001_designs")]

    operations = [
        migrations.CreateModel(
            name="DesignSignatory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "design",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatories",
                        to="awards.design",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("position", models.CharField(blank=True, max_length=200, verbose_name="position")),
                (
                    "image",
                    models.FileField(
                        blank=True, upload_to=awards.designs.models.picture_path, verbose_name="signature"
                    ),
                ),
            ],
            options={
                "verbose_name": "signatory of a design",
                "ordering": ["design_id", "order", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="design_signatory_has_name"
                    ),
                    Guard(
                        name="design_signatory_stays_once_published",
                        refuses=["insert", "update", "delete"],
                        message="a published design is never changed",
                        when="EXISTS (SELECT 1 FROM awards_design d WHERE d.id = {row}.design_id AND d.published_at IS NOT NULL)",
                    ),
                ],
            },
        ),
    ]
