"""Groups of areas."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0011_area_boundaries"),
    ]

    operations = [
        migrations.CreateModel(
            name="AreaGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_th", models.CharField(max_length=200, unique=True, verbose_name="Thai name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                ("source", models.TextField(verbose_name="source")),
            ],
            options={
                "verbose_name": "group of areas",
                "ordering": ["name_th"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_th", ""), _negated=True), models.Q(("source", ""), _negated=True)
                        ),
                        name="area_group_has_name_and_source",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupMembership",
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
                        related_name="memberships",
                        to="areas.targetarea",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="areas.areagroup",
                    ),
                ),
                ("source", models.TextField(verbose_name="source")),
            ],
            options={
                "verbose_name": "area in a group",
                "ordering": ["area_id", "group__name_th"],
                "constraints": [
                    models.UniqueConstraint(fields=("area", "group"), name="area_once_in_group"),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="group_membership_has_source"
                    ),
                ],
            },
        ),
    ]
