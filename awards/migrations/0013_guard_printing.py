"""The documents of a print run stay as they were listed: docs/architecture.md, "Data that must hold"."""

from django.db import migrations

from ecotown.common.database.triggers import Guard, InstallGuards

MESSAGE = "what was printed in a run is kept"
GUARDS = [
    Guard("awards_printitem", "UPDATE", MESSAGE),
    Guard("awards_printitem", "DELETE", MESSAGE),
]


class Migration(migrations.Migration):
    dependencies = [("awards", "0012_guard_register")]

    operations = [InstallGuards(GUARDS)]
