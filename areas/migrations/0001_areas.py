"""Provinces with their officers, target areas, and published levels of earlier years."""

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
            name="PublishedTotal",
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
                        choices=[
                            ("areas", "Target areas"),
                            ("provinces", "Provinces with target areas"),
                            ("areas-at-level", "Areas at a level"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="fiscal year (B.E.)")),
                ("level", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="level")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("source", models.TextField(verbose_name="source")),
            ],
            options={
                "verbose_name": "published total",
                "ordering": ["-year", "kind", "-level"],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "year", "level"), name="published_total_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("level__isnull", True)),
                        fields=("kind", "year"),
                        name="published_total_without_level_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "areas-at-level"), ("level__isnull", False), ("level__range", (0, 5))
                            ),
                            models.Q(("kind__in", ["areas", "provinces"]), ("level__isnull", True)),
                            _connector="OR",
                        ),
                        name="published_total_level_fits_kind",
                    ),
                ],
            },
        ),
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
        migrations.CreateModel(
            name="PublishedLevel",
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
                        related_name="published_levels",
                        to="areas.targetarea",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="fiscal year (B.E.)")),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                ("source", models.TextField(verbose_name="source")),
            ],
            options={
                "verbose_name": "published level",
                "ordering": ["area_id", "year"],
                "constraints": [
                    models.UniqueConstraint(fields=("area", "year"), name="published_level_once_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("level__range", (0, 5))), name="published_level_is_0_to_5"
                    ),
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
