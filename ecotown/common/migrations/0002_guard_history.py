"""Events are only appended, and no chain of events is deleted: docs/architecture.md, "Data that must hold"."""

from django.db import migrations

from ecotown.common.database.triggers import Guard, InstallGuards

GUARDS = [
    Guard("common_event", "UPDATE", "history rows are never changed"),
    Guard("common_event", "DELETE", "history rows are never deleted"),
    Guard("common_historychain", "DELETE", "history chains are never deleted"),
]


class Migration(migrations.Migration):
    dependencies = [("common", "0001_history")]

    operations = [InstallGuards(GUARDS)]
