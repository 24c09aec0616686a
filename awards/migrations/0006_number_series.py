"""Running numbers of awards in a year."""

from django.db import migrations, models

from ecotown.common.database.guards import Guard


class Migration(migrations.Migration):
    dependencies = [("awards", "0005_packages")]

    operations = [
        migrations.CreateModel(
            name="NumberSeries",
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
                ("year", models.PositiveSmallIntegerField(verbose_name="fiscal year (B.E.)")),
                ("last_number", models.PositiveIntegerField(default=0, verbose_name="last running number")),
            ],
            options={
                "verbose_name": "series of numbers",
                "ordering": ["-year", "kind"],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "year"), name="number_series_once_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["certificate", "plaque"])),
                        name="number_series_kind_is_known",
                    ),
                    Guard(
                        name="number_series_never_decreases",
                        refuses=["update"],
                        message="running numbers are never given again",
                        when="NEW.last_number < OLD.last_number OR NEW.kind <> OLD.kind OR NEW.year <> OLD.year",
                    ),
                    Guard(
                        name="number_series_is_kept",
                        refuses=["delete"],
                        message="running numbers are never given again",
                    ),
                ],
            },
        ),
    ]
