"""Boundaries of areas."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0010_sub_districts"),
    ]

    operations = [
        migrations.CreateModel(
            name="AreaBoundary",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "area",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="boundary",
                        to="areas.targetarea",
                    ),
                ),
                ("geojson", models.TextField(verbose_name="boundary")),
                (
                    "sha256",
                    models.CharField(max_length=64, verbose_name="SHA-256 of the file as it was sent"),
                ),
                ("point_count", models.PositiveIntegerField(verbose_name="points")),
                (
                    "square_km",
                    models.DecimalField(decimal_places=3, max_digits=10, verbose_name="square kilometres"),
                ),
                ("outline", models.TextField(verbose_name="path of the picture")),
                ("width", models.PositiveSmallIntegerField(verbose_name="width of the picture")),
                ("height", models.PositiveSmallIntegerField(verbose_name="height of the picture")),
                ("source", models.TextField(verbose_name="source")),
                ("saved_at", models.DateTimeField(verbose_name="saved at")),
            ],
            options={
                "verbose_name": "boundary of an area",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="area_boundary_has_source"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("point_count__gte", 4), ("square_km__gt", 0)),
                        name="area_boundary_encloses_something",
                    ),
                ],
            },
        ),
    ]
