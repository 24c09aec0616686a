"""No ceremony takes, and no award is issued in, a design that is made for something else."""

from importlib import import_module

from django.db import migrations, models
from django.db.models import Q

from ecotown.common.triggers import Refusal, install, remove

issued = import_module("awards.migrations.0002_issued_is_kept")
before = import_module("awards.migrations.0003_designs_have_a_purpose")

MESSAGE = "the design is made for something else"
FITS = (
    "EXISTS (SELECT 1 FROM awards_design d WHERE d.id = NEW.{column}_id AND d.published_at IS NOT NULL"
    " AND d.kind = {kind} AND d.purpose = {purpose})"
)
COLUMNS = {
    f"{prefix}{kind}_design": (kind, purpose)
    for prefix, purpose in {"": "area", "partner_": "partner", "named_": "named"}.items()
    for kind in ("certificate", "plaque")
}
CEREMONY_IS_UNFIT = " OR ".join(
    f"(NEW.{column}_id IS NOT NULL AND NOT {FITS.format(column=column, kind=f'{kind!r}', purpose=f'{purpose!r}')})"
    for column, (kind, purpose) in COLUMNS.items()
)
PURPOSE = (
    "CASE WHEN NEW.assessment_id IS NOT NULL THEN 'area'"
    " WHEN NEW.shared_resolution_id IS NOT NULL THEN 'partner' ELSE 'named' END"
)
# Without a design of the department an award of an area is printed in that of the portal.
AWARD_IS_UNFIT = (
    "(NEW.design_id IS NULL AND NEW.assessment_id IS NULL) OR (NEW.design_id IS NOT NULL AND NOT "
    + FITS.format(column="design", kind="NEW.kind", purpose=PURPOSE)
    + ")"
)
SHARES_UNDULY = (
    "NEW.shared_resolution_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM awards_recipient r"
    " WHERE r.id = NEW.recipient_id AND r.kind IN ('local-government', 'organisation'))"
)
GETS_ANOTHER = "COALESCE(NEW.design_id, 0) <> COALESCE(OLD.design_id, 0)"
REFUSALS = [
    *(refusal for refusal in before.OUT_OF_THE_WAY if refusal.name != "refuse_update_awards_certificate"),
    Refusal(
        "awards_certificate",
        "UPDATE",
        "an issued certificate is never changed",
        f"({issued.IS_RENAMED} OR ({issued.IS_REPLACED}) OR ({issued.IS_REINSTATED})"
        f" OR ({GETS_ANOTHER} AND ({AWARD_IS_UNFIT})))",
    ),
    Refusal("awards_certificate", "INSERT", MESSAGE, f"({AWARD_IS_UNFIT} OR ({SHARES_UNDULY}))"),
    Refusal("awards_ceremony", "INSERT", MESSAGE, f"({CEREMONY_IS_UNFIT})"),
    Refusal("awards_ceremony", "UPDATE", MESSAGE, f"({CEREMONY_IS_UNFIT})"),
]


class Migration(migrations.Migration):
    dependencies = [("awards", "0004_purposes_of_designs")]

    operations = [
        migrations.RemoveConstraint(model_name="recipient", name="recipient_by_resolution_has_area"),
        migrations.AddConstraint(
            model_name="recipient",
            constraint=models.CheckConstraint(
                condition=Q(by_resolution=False)
                | Q(
                    kind__in=["local-government", "organisation"],
                    assessment__isnull=True,
                    area__isnull=False,
                ),
                name="recipient_by_resolution_is_partner",
            ),
        ),
        migrations.AddConstraint(
            model_name="design",
            constraint=models.CheckConstraint(
                condition=Q(purpose__in=["area", "partner", "named"]), name="design_purpose_is_known"
            ),
        ),
        migrations.RunPython(
            lambda apps, schema_editor: install(schema_editor, REFUSALS),
            lambda apps, schema_editor: remove(schema_editor, REFUSALS),
        ),
    ]
