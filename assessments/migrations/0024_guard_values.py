"""Values are locked unless the province has the assessment: docs/architecture.md, "The workflow"."""

from django.db import migrations

from assessments.migrations._locks import assessment_meets, indicator_is_locked
from ecotown.common.database.triggers import InstallGuards, guards_of_table

MESSAGE = "the values of a submitted assessment are never changed"


def entry_is_locked(entry):
    return assessment_meets(entry, indicator_is_locked(f"{entry}.indicator_id"))


def input_is_locked(entry_input):
    return (
        "EXISTS (SELECT 1 FROM assessments_entry e JOIN assessments_assessment a ON a.id = e.assessment_id"
        f" WHERE e.id = {entry_input}.entry_id AND {indicator_is_locked('e.indicator_id')})"
    )


GUARDS = [
    *guards_of_table("assessments_entry", MESSAGE, entry_is_locked),
    *guards_of_table("assessments_entryinput", MESSAGE, input_is_locked),
]


class Migration(migrations.Migration):
    # The guards also read the tables of the audit.
    dependencies = [("assessments", "0023_reports")]

    operations = [InstallGuards(GUARDS)]
