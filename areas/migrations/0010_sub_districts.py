"""Sub-districts of areas."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0009_area_successions"),
    ]

    operations = [
        migrations.CreateModel(
            name="SubDistrict",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sub_districts",
                        to="areas.targetarea",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="place in the list")),
                ("name", models.CharField(max_length=100, verbose_name="sub-district")),
                ("district", models.CharField(blank=True, max_length=100, verbose_name="district")),
            ],
            options={
                "verbose_name": "sub-district",
                "ordering": ["area_id", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "name", "district"), name="sub_district_once_in_area"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="sub_district_has_name"
                    ),
                ],
            },
        ),
    ]
