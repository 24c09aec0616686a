"""Target areas."""

import django.db.models.deletion
from django.db import migrations, models

import ecotown.common.database.name_keys


class Migration(migrations.Migration):
    dependencies = [("areas", "0001_provinces")]

    operations = [
        migrations.CreateModel(
            name="TargetArea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=80, unique=True, verbose_name="key")),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="areas", to="areas.province"
                    ),
                ),
                ("name_th", models.CharField(blank=True, max_length=200, verbose_name="Thai name")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="English name")),
                ("phase", models.PositiveSmallIntegerField(verbose_name="phase")),
                ("confidence", models.CharField(max_length=40, verbose_name="confidence of the source")),
                ("source", models.TextField(verbose_name="source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "search_key",
                    ecotown.common.database.name_keys.SearchKey(
                        default="", editable=False, of=("name_th", "name_en")
                    ),
                ),
                (
                    "sort_key",
                    ecotown.common.database.name_keys.SortKey(default="", editable=False, of=("name_th",)),
                ),
            ],
            options={
                "verbose_name": "target area",
                "ordering": ["province__sort_key", "sort_key", "key"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("phase__range", (1, 3))), name="area_phase_is_1_to_3"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("key__regex", "^[A-Za-z0-9_-]+\\Z")), name="area_key_is_slug"
                    ),
                ],
            },
        ),
    ]
