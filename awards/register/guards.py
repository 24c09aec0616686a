"""SQL for guards: what issued awards and reprints keep, and in which design an award is printed."""

from awards.designs.guards import is_unfit

_KEPT = (
    *("year", "running_number", "code", "kind", "replacement_reason", "issued_by_id", "issued_at"),
    *("honoured", "recognition", "has_thai_digits", "dated_on", "is_demonstration", "number_format"),
)
_KEPT_OR_EMPTY = ("assessment_id", "recipient_id", "replaces_id", "area_id", "shared_resolution_id")
AWARD_IS_CHANGED = " OR ".join(
    [
        *(f"NEW.{column} <> OLD.{column}" for column in _KEPT),
        *(f"COALESCE(NEW.{column}, 0) <> COALESCE(OLD.{column}, 0)" for column in _KEPT_OR_EMPTY),
    ]
)
HAS_ANOTHER_FILE = "NEW.sha256 <> OLD.sha256 OR NEW.file <> OLD.file"
HAS_ANOTHER_DESIGN = "COALESCE(NEW.design_id, 0) <> COALESCE(OLD.design_id, 0)"
IS_DRAWN_ANEW = f"OLD.sha256 <> '' AND ({HAS_ANOTHER_FILE} OR {HAS_ANOTHER_DESIGN})"
IS_REINSTATED = "OLD.revoked_at IS NOT NULL AND (NEW.revoked_at IS NULL OR NEW.revoked_at <> OLD.revoked_at)"
_PURPOSE = (
    "CASE WHEN NEW.assessment_id IS NOT NULL THEN 'area'"
    " WHEN NEW.shared_resolution_id IS NOT NULL THEN 'partner' ELSE 'named' END"
)
# Without a design of the department, the award of an area is printed in that of the portal.
HAS_UNFIT_DESIGN = "(NEW.design_id IS NULL AND NEW.assessment_id IS NULL) OR " + is_unfit(
    "design", "NEW.kind", _PURPOSE
)
SHARES_UNDULY = (
    "NEW.shared_resolution_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM awards_recipient r"
    " WHERE r.id = NEW.recipient_id AND r.kind IN ('local-government', 'organisation'))"
)
