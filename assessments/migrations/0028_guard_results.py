"""A computed level, a resolution and a published result are never changed or taken back.

docs/architecture.md, "Data that must hold".
"""

from django.db import migrations

from assessments.migrations._meetings import meeting_is_closed
from ecotown.common.database.triggers import Guard, InstallGuards

IS_TAKEN_BACK = "OLD.status = 'published' AND (NEW.status <> 'published' OR NEW.revision <> OLD.revision)"
# The resolution in force is one of the same assessment; a correction replaces it, nothing removes it.
IS_WITHOUT_RESOLUTION = (
    "(NEW.status IN ('granted', 'published') AND NEW.resolution_id IS NULL)"
    " OR (OLD.resolution_id IS NOT NULL AND NEW.resolution_id IS NULL)"
    " OR (NEW.resolution_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM assessments_resolution r"
    " WHERE r.id = NEW.resolution_id AND r.assessment_id = NEW.id))"
)
GUARDS = [
    Guard(
        "assessments_assessment",
        "UPDATE",
        "a published result is never taken back or changed",
        f"(({IS_TAKEN_BACK}) OR {IS_WITHOUT_RESOLUTION})",
    ),
    Guard("assessments_assessment", "DELETE", "an assessment is never deleted", "OLD.status <> 'draft'"),
    Guard("assessments_computedlevel", "UPDATE", "a computed level is never changed"),
    Guard("assessments_computedlevel", "DELETE", "a computed level is never deleted"),
    Guard(
        "assessments_resolution",
        "INSERT",
        "what was resolved is recorded before the minutes are closed, never after",
        meeting_is_closed("NEW"),
    ),
    Guard("assessments_resolution", "UPDATE", "a resolution is never changed"),
    Guard("assessments_resolution", "DELETE", "a resolution is never deleted"),
]


class Migration(migrations.Migration):
    dependencies = [("assessments", "0027_guard_visits")]

    operations = [InstallGuards(GUARDS)]
