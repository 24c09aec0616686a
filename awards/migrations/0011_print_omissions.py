"""What a print run left out."""

import django.db.models.deletion
from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [
        ("awards", "0010_printed_names"),
    ]

    operations = [
        migrations.CreateModel(
            name="PrintOmission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("certificate", "Certificate"), ("plaque", "Plaque")],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("error", models.TextField(verbose_name="error")),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="omissions",
                        to="awards.recipient",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="omissions",
                        to="awards.printrun",
                    ),
                ),
            ],
            options={
                "verbose_name": "document left out of a print run",
                "ordering": ["run_id", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "recipient", "kind"), name="print_omission_once_in_run"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["certificate", "plaque"])),
                        name="print_omission_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("error", ""), _negated=True), name="print_omission_has_reason"
                    ),
                    Guard(
                        message="what a run left out is kept as it was",
                        name="print_omission_stays",
                        refuses=["update"],
                    ),
                ],
            },
        ),
    ]
