"""A published edition and everything in it never changes: docs/architecture.md, "Data that must hold"."""

from django.db import migrations

from ecotown.common.database.triggers import Guard, InstallGuards

MESSAGE = "a published criteria edition is never changed"
OF_INDICATOR = (
    "(SELECT d.framework_id FROM indicators_indicator i JOIN indicators_aspect a ON a.id = i.aspect_id"
    " JOIN indicators_dimension d ON d.id = a.dimension_id WHERE i.id = {row}.indicator_id)"
)
# SQL for the id of the edition that a row ({row}: NEW or OLD) of each table belongs to.
EDITION_OF = {
    "indicators_levelrule": "{row}.framework_id",
    "indicators_dimension": "{row}.framework_id",
    "indicators_workedexample": "{row}.framework_id",
    "indicators_aspect": "(SELECT framework_id FROM indicators_dimension WHERE id = {row}.dimension_id)",
    "indicators_indicator": (
        "(SELECT d.framework_id FROM indicators_aspect a"
        " JOIN indicators_dimension d ON d.id = a.dimension_id WHERE a.id = {row}.aspect_id)"
    ),
    "indicators_formulainput": OF_INDICATOR,
    "indicators_threshold": OF_INDICATOR,
    "indicators_crosswalk": "{row}.framework_id",
    "indicators_crosswalkline": "(SELECT framework_id FROM indicators_crosswalk WHERE id = {row}.crosswalk_id)",
}


def is_published(edition, *rows):
    """Return SQL: whether the edition of one of `rows` is published."""
    return " OR ".join(
        f"EXISTS (SELECT 1 FROM indicators_framework f WHERE f.id = {edition.format(row=row)}"
        " AND f.status = 'published')"
        for row in rows
    )


GUARDS = [
    Guard("indicators_framework", "UPDATE", MESSAGE, "OLD.status = 'published'"),
    Guard("indicators_framework", "DELETE", MESSAGE, "OLD.status = 'published'"),
]
for table, edition in EDITION_OF.items():
    GUARDS += [
        Guard(table, "INSERT", MESSAGE, is_published(edition, "NEW")),
        Guard(table, "UPDATE", MESSAGE, is_published(edition, "NEW", "OLD")),
        Guard(table, "DELETE", MESSAGE, is_published(edition, "OLD")),
    ]


class Migration(migrations.Migration):
    dependencies = [("indicators", "0007_consistency_rules")]

    operations = [InstallGuards(GUARDS)]
