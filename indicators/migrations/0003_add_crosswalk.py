"""What an edition made of the indicators of an earlier one; frozen together with the edition."""

import django.db.models.deletion
from django.db import migrations, models

from ecotown.common.triggers import Refusal, install, remove

MESSAGE = "a published criteria edition is never changed"
PUBLISHED = "EXISTS (SELECT 1 FROM indicators_framework f WHERE f.id = {edition} AND f.status = 'published')"
EDITION_OF = {
    "indicators_crosswalk": "{row}.framework_id",
    "indicators_crosswalkline": "(SELECT framework_id FROM indicators_crosswalk WHERE id = {row}.crosswalk_id)",
}
ROWS = {"INSERT": ["NEW"], "UPDATE": ["NEW", "OLD"], "DELETE": ["OLD"]}
REFUSALS = [
    Refusal(
        table, deed, MESSAGE, " OR ".join(PUBLISHED.format(edition=edition.format(row=row)) for row in rows)
    )
    for table, edition in EDITION_OF.items()
    for deed, rows in ROWS.items()
]


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0002_published_is_frozen"),
    ]

    operations = [
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
            },
        ),
        migrations.AddConstraint(
            model_name="crosswalk",
            constraint=models.CheckConstraint(
                condition=models.Q(("framework", models.F("earlier")), _negated=True),
                name="crosswalk_of_two_editions",
            ),
        ),
        migrations.AddConstraint(
            model_name="crosswalkline",
            constraint=models.UniqueConstraint(fields=("indicator", "earlier"), name="crosswalk_line_once"),
        ),
        migrations.AddConstraint(
            model_name="crosswalkline",
            constraint=models.CheckConstraint(
                condition=models.Q(("relation__in", ["same", "changed", "part"])),
                name="crosswalk_relation_is_known",
            ),
        ),
        migrations.RunPython(
            lambda apps, schema_editor: install(schema_editor, REFUSALS),
            lambda apps, schema_editor: remove(schema_editor, REFUSALS),
        ),
    ]
