"""Rendering of the minutes of meetings, repeated when a worker died."""

from assessments.committee import documents
from assessments.committee.models import Minutes
from ecotown.common.queue import rendered_rows


def render_minutes(*, minutes_id: int) -> bool:
    """Render the file of minutes; return whether this call did it. A new request cancels an older claim."""
    return rendered_rows.render(
        Minutes.objects.select_related("meeting"),
        minutes_id,
        make=documents.minutes_pdf,
        name=lambda minutes, sha256: f"{minutes.meeting_id}/{sha256}.pdf",
    )


def claim_due_minutes(limit: int = 200) -> list[int]:
    """Return ids of minutes whose rendering is overdue, and mark them as requested now."""
    return rendered_rows.claim_due(Minutes.objects.all(), limit)
