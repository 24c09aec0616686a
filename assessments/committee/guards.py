"""SQL for guards: what meetings keep."""

MEETING_IS_CLOSED = (
    "EXISTS (SELECT 1 FROM assessments_meeting m WHERE m.id = {row}.meeting_id AND m.closed_at IS NOT NULL)"
)
# What was granted waits again after its resolution was withdrawn.
ITEM_IS_REVISED = (
    "NEW.assessment_id <> OLD.assessment_id OR NEW.meeting_id <> OLD.meeting_id OR (OLD.outcome <> 'waiting'"
    " AND (NEW.outcome <> OLD.outcome OR NEW.reason <> OLD.reason OR NEW.decided_at <> OLD.decided_at)"
    " AND NOT (OLD.outcome = 'granted' AND NEW.outcome = 'waiting' AND NOT EXISTS ("
    "SELECT 1 FROM assessments_resolution r WHERE r.meeting_id = OLD.meeting_id"
    " AND r.assessment_id = OLD.assessment_id AND r.withdrawn_at IS NULL)))"
)
_SAME = (
    "assessment_id",
    "meeting_id",
    "computed_level",
    "granted_level",
    "reason",
    "recorded_by_id",
    "recorded_at",
)
# A resolution is changed in one way: it is withdrawn, while it is in force, its meeting open and its level
# not published.
RESOLUTION_IS_CHANGED = (
    "NOT (OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL"
    " AND OLD.replaces_id IS NULL AND NEW.replaces_id IS NULL AND "
    + " AND ".join(f"NEW.{column} = OLD.{column}" for column in _SAME)
    + " AND EXISTS (SELECT 1 FROM assessments_meeting m WHERE m.id = OLD.meeting_id AND m.closed_at IS NULL)"
    " AND EXISTS (SELECT 1 FROM assessments_assessment a WHERE a.resolution_id = OLD.id"
    " AND a.status = 'granted'))"
)
