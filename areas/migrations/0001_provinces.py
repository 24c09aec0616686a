"""Provinces with their officers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import ecotown.common.database.name_keys


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Province",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=2, unique=True, verbose_name="TIS 1099 code")),
                ("iso_code", models.CharField(max_length=5, unique=True, verbose_name="ISO 3166-2 code")),
                ("name_th", models.CharField(max_length=100, unique=True, verbose_name="Thai name")),
                ("name_en", models.CharField(max_length=100, unique=True, verbose_name="English name")),
                (
                    "region",
                    models.CharField(
                        choices=[
                            ("north", "North"),
                            ("northeast", "Northeast"),
                            ("central", "Central"),
                            ("east", "East"),
                            ("west", "West"),
                            ("south", "South"),
                        ],
                        max_length=10,
                        verbose_name="region",
                    ),
                ),
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
                "verbose_name": "province",
                "ordering": ["sort_key"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("region__in", ["north", "northeast", "central", "east", "west", "south"])
                        ),
                        name="province_region_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProvinceOfficer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="areas.province"),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "officer of a province",
                "constraints": [
                    models.UniqueConstraint(fields=("province", "officer"), name="officer_once_in_province")
                ],
            },
        ),
        migrations.AddField(
            model_name="province",
            name="officers",
            field=models.ManyToManyField(
                related_name="provinces", through="areas.ProvinceOfficer", to=settings.AUTH_USER_MODEL
            ),
        ),
    ]
