"""What a meeting decided is kept, and closed minutes never change: docs/architecture.md, "Data that must hold"."""

from django.db import migrations

from assessments.migrations._meetings import meeting_is_closed
from ecotown.common.database.triggers import Guard, InstallGuards

IS_RENUMBERED = (
    "(NEW.number <> OLD.number OR NEW.date <> OLD.date)"
    " AND EXISTS (SELECT 1 FROM assessments_resolution r WHERE r.meeting_id = OLD.id)"
)
IS_REVISED = (
    "NEW.assessment_id <> OLD.assessment_id OR NEW.meeting_id <> OLD.meeting_id OR (OLD.outcome <> 'waiting'"
    " AND (NEW.outcome <> OLD.outcome OR NEW.reason <> OLD.reason OR NEW.decided_at <> OLD.decided_at))"
)
REASON_IS_CHANGED = (
    "(NEW.assessment_id <> OLD.assessment_id OR NEW.meeting_id <> OLD.meeting_id"
    " OR NEW.reason <> OLD.reason OR NEW.sent_back_at <> OLD.sent_back_at)"
)
GUARDS = [
    Guard(
        "assessments_meeting",
        "UPDATE",
        "closed minutes are never changed, nor number and date once something was resolved",
        f"(OLD.closed_at IS NOT NULL OR ({IS_RENUMBERED}))",
    ),
    Guard("assessments_meeting", "DELETE", "a meeting is never deleted"),
    Guard(
        "assessments_agendaitem",
        "INSERT",
        "the agenda of a closed meeting is never changed",
        meeting_is_closed("NEW"),
    ),
    Guard(
        "assessments_agendaitem",
        "UPDATE",
        "what a meeting decided is never changed",
        f"({meeting_is_closed('OLD')} OR {IS_REVISED})",
    ),
    Guard(
        "assessments_agendaitem",
        "DELETE",
        "what a meeting decided is never deleted",
        f"({meeting_is_closed('OLD')} OR OLD.outcome <> 'waiting')",
    ),
    Guard(
        "assessments_reconsideration",
        "UPDATE",
        "why the committee sent an assessment back is never changed",
        REASON_IS_CHANGED,
    ),
    Guard("assessments_reconsideration", "DELETE", "a sending back is never deleted"),
    Guard(
        "assessments_minutes",
        "UPDATE",
        "final minutes are never made again",
        "(OLD.is_final AND OLD.sha256 <> '')",
    ),
    Guard("assessments_minutes", "DELETE", "final minutes are never deleted", "OLD.is_final"),
]


class Migration(migrations.Migration):
    dependencies = [("assessments", "0028_guard_results")]

    operations = [InstallGuards(GUARDS)]
