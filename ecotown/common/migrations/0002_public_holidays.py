"""Public holidays, for due dates on working days."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0001_history"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicHoliday",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(unique=True, verbose_name="day")),
                ("name_th", models.CharField(max_length=200, verbose_name="Thai name")),
                ("name_en", models.CharField(max_length=200, verbose_name="English name")),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("rule", "certain by rule"),
                            ("announced", "announced"),
                            ("calculated", "calculated, not announced yet"),
                        ],
                        max_length=10,
                        verbose_name="confidence",
                    ),
                ),
                ("source", models.TextField(verbose_name="source")),
            ],
            options={
                "verbose_name": "public holiday",
                "ordering": ["day"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("confidence__in", ["rule", "announced", "calculated"])),
                        name="holiday_confidence_is_known",
                    )
                ],
            },
        ),
    ]
