"""Assessment cycles."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("indicators", "0001_editions")]

    operations = [
        migrations.CreateModel(
            name="Cycle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(unique=True, verbose_name="fiscal year (B.E.)")),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cycles",
                        to="indicators.framework",
                    ),
                ),
                ("opens_on", models.DateField(verbose_name="entry opens")),
                ("submit_by", models.DateField(verbose_name="submit by")),
                ("internal_audit_by", models.DateField(verbose_name="internal audit by")),
                ("external_audit_by", models.DateField(verbose_name="external audit by")),
                ("committee_by", models.DateField(verbose_name="committee by")),
                ("is_demonstration", models.BooleanField(default=False, verbose_name="demonstration data")),
            ],
            options={
                "verbose_name": "cycle",
                "ordering": ["-year"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opens_on__lte", models.F("submit_by")),
                            ("submit_by__lte", models.F("internal_audit_by")),
                            ("internal_audit_by__lte", models.F("external_audit_by")),
                            ("external_audit_by__lte", models.F("committee_by")),
                        ),
                        name="cycle_dates_in_order",
                    )
                ],
            },
        ),
    ]
