"""Target levels of areas."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0012_area_groups"),
    ]

    operations = [
        migrations.CreateModel(
            name="TargetLevel",
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
                        related_name="target_levels",
                        to="areas.targetarea",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="fiscal year (B.E.)")),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                ("source", models.TextField(verbose_name="source")),
            ],
            options={
                "verbose_name": "target level",
                "ordering": ["area_id", "year"],
                "constraints": [
                    models.UniqueConstraint(fields=("area", "year"), name="target_level_once_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("level__range", (1, 5))), name="target_level_is_1_to_5"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="target_level_has_source"
                    ),
                ],
            },
        ),
    ]
