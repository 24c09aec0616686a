"""SQL for guards: what meetings keep."""

MEETING_IS_CLOSED = (
    "EXISTS (SELECT 1 FROM assessments_meeting m WHERE m.id = {row}.meeting_id AND m.closed_at IS NOT NULL)"
)
ITEM_IS_REVISED = (
    "NEW.assessment_id <> OLD.assessment_id OR NEW.meeting_id <> OLD.meeting_id OR (OLD.outcome <> 'waiting'"
    " AND (NEW.outcome <> OLD.outcome OR NEW.reason <> OLD.reason OR NEW.decided_at <> OLD.decided_at))"
)
