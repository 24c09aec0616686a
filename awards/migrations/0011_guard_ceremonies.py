"""A ceremony takes only designs that are made for it, and an issued award keeps its recipient."""

from django.db import migrations

from awards.migrations._designs import UNFIT, is_fitting_design
from ecotown.common.database.triggers import Guard, InstallGuards

# The column of a design → what its design is made for.
DESIGNS = {
    f"{prefix}{kind}_design": (kind, purpose)
    for prefix, purpose in {"": "area", "partner_": "partner", "named_": "named"}.items()
    for kind in ("certificate", "plaque")
}
HAS_UNFIT_DESIGN = " OR ".join(
    f"(NEW.{column}_id IS NOT NULL AND NOT {is_fitting_design(column, f'{kind!r}', f'{purpose!r}')})"
    for column, (kind, purpose) in DESIGNS.items()
)
# A recipient may be renamed: the award that was issued keeps the name that is printed on it.
RECIPIENT_IS_MOVED = (
    "(NEW.kind <> OLD.kind OR NEW.ceremony_id <> OLD.ceremony_id)"
    " AND EXISTS (SELECT 1 FROM awards_award c WHERE c.recipient_id = OLD.id)"
)
GUARDS = [
    Guard("awards_ceremony", "INSERT", UNFIT, f"({HAS_UNFIT_DESIGN})"),
    Guard("awards_ceremony", "UPDATE", UNFIT, f"({HAS_UNFIT_DESIGN})"),
    Guard("awards_recipient", "UPDATE", "what stands on an issued award stays", f"({RECIPIENT_IS_MOVED})"),
]


class Migration(migrations.Migration):
    dependencies = [("awards", "0010_guard_designs")]

    operations = [InstallGuards(GUARDS)]
