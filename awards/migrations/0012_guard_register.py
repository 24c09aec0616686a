"""Issued awards and reprints are kept, and a running number is never given again.

docs/architecture.md, "Data that must hold".
"""

from django.db import migrations

from awards.migrations._designs import UNFIT, is_fitting_design
from ecotown.common.database.triggers import Guard, InstallGuards

KEPT = (
    *("year", "running_number", "code", "kind", "replacement_reason", "issued_by_id", "issued_at"),
    *("honoured", "recognition", "dated_on", "is_demonstration"),
)
KEPT_OR_EMPTY = ("assessment_id", "recipient_id", "replaces_id", "area_id", "shared_resolution_id")
IS_CHANGED = " OR ".join(
    [
        *(f"NEW.{column} <> OLD.{column}" for column in KEPT),
        *(f"COALESCE(NEW.{column}, 0) <> COALESCE(OLD.{column}, 0)" for column in KEPT_OR_EMPTY),
    ]
)
HAS_ANOTHER_FILE = "NEW.sha256 <> OLD.sha256 OR NEW.file <> OLD.file"
HAS_ANOTHER_DESIGN = "COALESCE(NEW.design_id, 0) <> COALESCE(OLD.design_id, 0)"
IS_DRAWN_ANEW = f"OLD.sha256 <> '' AND ({HAS_ANOTHER_FILE} OR {HAS_ANOTHER_DESIGN})"
IS_REINSTATED = "OLD.revoked_at IS NOT NULL AND (NEW.revoked_at IS NULL OR NEW.revoked_at <> OLD.revoked_at)"
PURPOSE = (
    "CASE WHEN NEW.assessment_id IS NOT NULL THEN 'area'"
    " WHEN NEW.shared_resolution_id IS NOT NULL THEN 'partner' ELSE 'named' END"
)
# Without a design of the department, the award of an area is printed in that of the portal.
HAS_UNFIT_DESIGN = (
    "(NEW.design_id IS NULL AND NEW.assessment_id IS NULL) OR (NEW.design_id IS NOT NULL AND NOT "
    + is_fitting_design("design", "NEW.kind", PURPOSE)
    + ")"
)
SHARES_UNDULY = (
    "NEW.shared_resolution_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM awards_recipient r"
    " WHERE r.id = NEW.recipient_id AND r.kind IN ('local-government', 'organisation'))"
)
REPRINT_IS_CHANGED = (
    "NEW.award_id <> OLD.award_id OR NEW.reason <> OLD.reason"
    f" OR NEW.asked_by_id <> OLD.asked_by_id OR (OLD.sha256 <> '' AND ({HAS_ANOTHER_FILE}))"
)
NUMBERS = "running numbers are never given again"
GUARDS = [
    Guard("awards_award", "INSERT", UNFIT, f"({HAS_UNFIT_DESIGN} OR ({SHARES_UNDULY}))"),
    Guard(
        "awards_award",
        "UPDATE",
        "an issued award is never changed",
        f"({IS_CHANGED} OR ({IS_DRAWN_ANEW}) OR ({IS_REINSTATED})"
        f" OR ({HAS_ANOTHER_DESIGN} AND ({HAS_UNFIT_DESIGN})))",
    ),
    Guard("awards_award", "DELETE", "an issued award is never deleted"),
    Guard(
        "awards_numberseries",
        "UPDATE",
        NUMBERS,
        "(NEW.last_number < OLD.last_number OR NEW.kind <> OLD.kind OR NEW.year <> OLD.year)",
    ),
    Guard("awards_numberseries", "DELETE", NUMBERS),
    Guard("awards_reprint", "UPDATE", "a reprint is never changed", f"({REPRINT_IS_CHANGED})"),
    Guard("awards_reprint", "DELETE", "a reprint is never deleted"),
]


class Migration(migrations.Migration):
    dependencies = [("awards", "0011_guard_ceremonies")]

    operations = [InstallGuards(GUARDS)]
