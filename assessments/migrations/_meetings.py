"""SQL about meetings that guards share. Migrations refer to it, so it never changes: a new rule has a new name."""


def meeting_is_closed(row):
    """Return SQL: whether the minutes of the meeting of a row are closed."""
    return f"EXISTS (SELECT 1 FROM assessments_meeting m WHERE m.id = {row}.meeting_id AND m.closed_at IS NOT NULL)"
