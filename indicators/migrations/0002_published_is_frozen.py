"""Add triggers that refuse changes of a published edition and its content."""

from django.db import migrations

from ecotown.common.triggers import Refusal, install, remove

# Table → SQL for the edition that {row} (NEW or OLD) belongs to.
EDITION_OF = {
    "indicators_levelrule": "{row}.framework_id",
    "indicators_dimension": "{row}.framework_id",
    "indicators_workedexample": "{row}.framework_id",
    "indicators_aspect": "(SELECT framework_id FROM indicators_dimension WHERE id = {row}.dimension_id)",
    "indicators_indicator": (
        "(SELECT d.framework_id FROM indicators_aspect a"
        " JOIN indicators_dimension d ON d.id = a.dimension_id WHERE a.id = {row}.aspect_id)"
    ),
}
FOR_INDICATOR = (
    "(SELECT d.framework_id FROM indicators_indicator i JOIN indicators_aspect a ON a.id = i.aspect_id"
    " JOIN indicators_dimension d ON d.id = a.dimension_id WHERE i.id = {row}.indicator_id)"
)
EDITION_OF |= {"indicators_formulainput": FOR_INDICATOR, "indicators_threshold": FOR_INDICATOR}
# The crosswalk to an earlier edition.
EDITION_OF |= {
    "indicators_crosswalk": "{row}.framework_id",
    "indicators_crosswalkline": "(SELECT framework_id FROM indicators_crosswalk WHERE id = {row}.crosswalk_id)",
}
MESSAGE = "a published criteria edition is never changed"


def _is_published(edition, *rows):
    return " OR ".join(
        f"EXISTS (SELECT 1 FROM indicators_framework f WHERE f.id = {edition.format(row=row)}"
        " AND f.status = 'published')"
        for row in rows
    )


REFUSALS = [
    Refusal("indicators_framework", "UPDATE", MESSAGE, "OLD.status = 'published'"),
    Refusal("indicators_framework", "DELETE", MESSAGE, "OLD.status = 'published'"),
]
for table, edition in EDITION_OF.items():
    REFUSALS += [
        Refusal(table, "INSERT", MESSAGE, _is_published(edition, "NEW")),
        Refusal(table, "UPDATE", MESSAGE, _is_published(edition, "NEW", "OLD")),
        Refusal(table, "DELETE", MESSAGE, _is_published(edition, "OLD")),
    ]


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: install(schema_editor, REFUSALS),
            lambda apps, schema_editor: remove(schema_editor, REFUSALS),
        )
    ]
