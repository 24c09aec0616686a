"""A published design never changes: docs/architecture.md, "Data that must hold"."""

from django.db import migrations

from ecotown.common.database.triggers import Guard, InstallGuards, guards_of_table

MESSAGE = "a published design is never changed"


def is_of_published_design(signatory):
    """Return SQL: whether the design of a signatory is published."""
    return (
        f"EXISTS (SELECT 1 FROM awards_design d WHERE d.id = {signatory}.design_id"
        " AND d.published_at IS NOT NULL)"
    )


GUARDS = [
    Guard("awards_design", "UPDATE", MESSAGE, "OLD.published_at IS NOT NULL"),
    Guard("awards_design", "DELETE", MESSAGE, "OLD.published_at IS NOT NULL"),
    *guards_of_table("awards_designsignatory", MESSAGE, is_of_published_design),
]


class Migration(migrations.Migration):
    dependencies = [("awards", "0009_print_runs")]

    operations = [InstallGuards(GUARDS)]
