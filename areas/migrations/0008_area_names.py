"""Names of areas from a day on."""

import django.db.models.deletion
from django.db import migrations, models

import ecotown.common.database.name_keys


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0007_area_ends"),
    ]

    operations = [
        migrations.CreateModel(
            name="AreaName",
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
                        related_name="names",
                        to="areas.targetarea",
                    ),
                ),
                ("name_th", models.CharField(max_length=200, verbose_name="Thai name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                ("since", models.DateField(null=True, verbose_name="from")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                (
                    "search_key",
                    ecotown.common.database.name_keys.SearchKey(
                        default="", editable=False, of=("name_th", "name_en")
                    ),
                ),
            ],
            options={
                "verbose_name": "name of an area",
                "ordering": ["area_id", models.OrderBy(models.F("since"), nulls_first=True)],
                "constraints": [
                    models.UniqueConstraint(fields=("area", "since"), name="area_name_once_a_day"),
                    models.UniqueConstraint(
                        condition=models.Q(("since__isnull", True)),
                        fields=("area",),
                        name="area_first_name_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name_th", ""), _negated=True), name="area_name_is_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since__isnull", True), models.Q(("source", ""), _negated=True), _connector="OR"
                        ),
                        name="area_name_has_source",
                    ),
                ],
            },
        ),
    ]
