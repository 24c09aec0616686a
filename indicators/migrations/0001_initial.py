import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConsistencyRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=40, verbose_name="key")),
                ("relation", models.CharField(max_length=10, verbose_name="relation")),
                ("name_th", models.CharField(max_length=300, verbose_name="Thai name")),
                ("name_en", models.CharField(max_length=300, verbose_name="English name")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
            ],
            options={
                "verbose_name": "consistency rule",
                "ordering": ["position"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("relation__in", ["equal", "not-more"])),
                        name="consistency_relation_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Dimension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=10, verbose_name="code")),
                ("name_th", models.CharField(max_length=200, verbose_name="Thai name")),
                ("name_en", models.CharField(max_length=200, verbose_name="English name")),
                ("official", models.BooleanField(default=False, verbose_name="official")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
            ],
            options={
                "verbose_name": "dimension",
                "ordering": ["framework_id", "position"],
            },
        ),
        migrations.CreateModel(
            name="Aspect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=10, verbose_name="code")),
                ("name_th", models.CharField(max_length=200, verbose_name="Thai name")),
                ("name_en", models.CharField(max_length=200, verbose_name="English name")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                (
                    "dimension",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aspects",
                        to="indicators.dimension",
                    ),
                ),
            ],
            options={
                "verbose_name": "aspect",
                "ordering": ["position"],
                "constraints": [models.UniqueConstraint(fields=("dimension", "code"), name="aspect_once")],
            },
        ),
        migrations.CreateModel(
            name="Framework",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("edition", models.SlugField(max_length=40, unique=True, verbose_name="edition")),
                ("name_th", models.CharField(max_length=300, verbose_name="Thai name")),
                ("name_en", models.CharField(max_length=300, verbose_name="English name")),
                ("effective_from", models.PositiveSmallIntegerField(verbose_name="from fiscal year (B.E.)")),
                ("official", models.BooleanField(verbose_name="official")),
                ("note_th", models.TextField(blank=True, verbose_name="Thai note")),
                ("note_en", models.TextField(blank=True, verbose_name="English note")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published")],
                        default="draft",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("checksum", models.CharField(max_length=64, verbose_name="SHA-256 of the criteria")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="published at")),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "criteria edition",
                "ordering": ["-effective_from", "edition"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", True), ("status", "draft")),
                            models.Q(("published_at__isnull", False), ("status", "published")),
                            _connector="OR",
                        ),
                        name="framework_published_has_date",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="dimension",
            name="framework",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="dimensions",
                to="indicators.framework",
            ),
        ),
        migrations.CreateModel(
            name="Crosswalk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "earlier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="later_crosswalks",
                        to="indicators.framework",
                    ),
                ),
                (
                    "framework",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="crosswalk",
                        to="indicators.framework",
                    ),
                ),
            ],
            options={
                "verbose_name": "crosswalk",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("framework", models.F("earlier")), _negated=True),
                        name="crosswalk_of_two_editions",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("name_th", models.TextField(verbose_name="Thai name")),
                ("name_en", models.TextField(verbose_name="English name")),
                ("unit_th", models.CharField(max_length=100, verbose_name="Thai unit")),
                ("unit_en", models.CharField(max_length=100, verbose_name="English unit")),
                ("kind", models.CharField(max_length=10, verbose_name="kind")),
                ("direction", models.CharField(max_length=10, verbose_name="direction")),
                ("gate", models.BooleanField(verbose_name="must be met")),
                ("formula", models.CharField(max_length=20, verbose_name="formula")),
                (
                    "base",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=15, null=True, verbose_name="base of a rate"
                    ),
                ),
                (
                    "derived_from",
                    models.CharField(blank=True, max_length=40, verbose_name="register that can supply it"),
                ),
                ("evidence_th", models.TextField(blank=True, verbose_name="expected evidence")),
                ("official", models.BooleanField(default=False, verbose_name="official")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                (
                    "aspect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="indicators",
                        to="indicators.aspect",
                    ),
                ),
            ],
            options={
                "verbose_name": "indicator",
                "ordering": ["position"],
                "constraints": [models.UniqueConstraint(fields=("aspect", "code"), name="indicator_once")],
            },
        ),
        migrations.CreateModel(
            name="FormulaInput",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=20, verbose_name="key")),
                ("name_th", models.CharField(max_length=300, verbose_name="Thai name")),
                ("name_en", models.CharField(max_length=300, verbose_name="English name")),
                ("unit_th", models.CharField(max_length=100, verbose_name="Thai unit")),
                ("unit_en", models.CharField(max_length=100, verbose_name="English unit")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="inputs",
                        to="indicators.indicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "formula input",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("indicator", "key"), name="formula_input_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CrosswalkLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("same", "The same"),
                            ("changed", "Changed in meaning"),
                            ("part", "Split or merged"),
                        ],
                        max_length=10,
                        verbose_name="relation",
                    ),
                ),
                (
                    "crosswalk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="indicators.crosswalk",
                    ),
                ),
                (
                    "earlier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successors",
                        to="indicators.indicator",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="origins",
                        to="indicators.indicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a crosswalk",
                "ordering": ["crosswalk_id", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("indicator", "earlier"), name="crosswalk_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(("relation__in", ["same", "changed", "part"])),
                        name="crosswalk_relation_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsistencySpot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=20, verbose_name="formula input")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spots",
                        to="indicators.consistencyrule",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consistency_spots",
                        to="indicators.indicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "number of a consistency rule",
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("rule", "indicator", "key"), name="consistency_spot_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="LevelRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                ("name_th", models.CharField(max_length=100, verbose_name="Thai name")),
                ("name_en", models.CharField(max_length=100, verbose_name="English name")),
                (
                    "pass_share",
                    models.DecimalField(
                        decimal_places=4, max_digits=15, verbose_name="share of all indicators (%)"
                    ),
                ),
                (
                    "dimension_share",
                    models.DecimalField(
                        decimal_places=4, max_digits=15, verbose_name="share in each dimension (%)"
                    ),
                ),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="level_rules",
                        to="indicators.framework",
                    ),
                ),
            ],
            options={
                "verbose_name": "level rule",
                "ordering": ["framework_id", "level"],
                "constraints": [
                    models.UniqueConstraint(fields=("framework", "level"), name="level_rule_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dimension_share__range", (0, 100)), ("pass_share__range", (0, 100))
                        ),
                        name="level_rule_shares_are_percent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Plausibility",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("official", models.BooleanField(default=False, verbose_name="official")),
                ("note_th", models.TextField(blank=True, verbose_name="Thai note")),
                ("note_en", models.TextField(blank=True, verbose_name="English note")),
                ("minimum_areas", models.PositiveSmallIntegerField(verbose_name="fewest other areas")),
                ("spread", models.DecimalField(decimal_places=4, max_digits=15, verbose_name="spread")),
                ("checksum", models.CharField(max_length=64, verbose_name="SHA-256 of the settings")),
                ("changed_at", models.DateTimeField(verbose_name="changed at")),
                (
                    "framework",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plausibility",
                        to="indicators.framework",
                    ),
                ),
            ],
            options={
                "verbose_name": "plausibility settings",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minimum_areas__gte", 3), ("spread__gt", 0)),
                        name="plausibility_range_makes_sense",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Limit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "factor",
                    models.DecimalField(
                        blank=True, decimal_places=4, max_digits=15, null=True, verbose_name="factor"
                    ),
                ),
                (
                    "least",
                    models.DecimalField(
                        decimal_places=4, default=0, max_digits=15, verbose_name="least difference"
                    ),
                ),
                (
                    "points",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=15,
                        null=True,
                        verbose_name="percentage points",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="limits",
                        to="indicators.indicator",
                    ),
                ),
                (
                    "plausibility",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="limits",
                        to="indicators.plausibility",
                    ),
                ),
            ],
            options={
                "verbose_name": "limit",
                "ordering": ["indicator_id"],
                "constraints": [
                    models.UniqueConstraint(fields=("plausibility", "indicator"), name="limit_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("factor__isnull", True), ("factor__gt", 1), _connector="OR"),
                            models.Q(("points__isnull", True), ("points__gt", 0), _connector="OR"),
                            ("least__gte", 0),
                        ),
                        name="limit_makes_sense",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="consistencyrule",
            name="plausibility",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rules",
                to="indicators.plausibility",
            ),
        ),
        migrations.CreateModel(
            name="Threshold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("level", models.PositiveSmallIntegerField(verbose_name="level")),
                ("value", models.DecimalField(decimal_places=4, max_digits=15, verbose_name="value")),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="thresholds",
                        to="indicators.indicator",
                    ),
                ),
            ],
            options={
                "verbose_name": "threshold",
                "ordering": ["indicator_id", "level"],
                "constraints": [
                    models.UniqueConstraint(fields=("indicator", "level"), name="threshold_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkedExample",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("answers", models.TextField(verbose_name="answers")),
                ("expected_level", models.PositiveSmallIntegerField(verbose_name="expected level")),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="worked_examples",
                        to="indicators.framework",
                    ),
                ),
            ],
            options={
                "verbose_name": "worked example",
                "ordering": ["framework_id", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("framework", "name"), name="worked_example_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="dimension",
            constraint=models.UniqueConstraint(fields=("framework", "code"), name="dimension_once"),
        ),
        migrations.AddConstraint(
            model_name="consistencyrule",
            constraint=models.UniqueConstraint(fields=("plausibility", "key"), name="consistency_rule_once"),
        ),
    ]
