"""Rendering of the minutes of meetings, repeated when a worker died."""

from assessments import documents
from assessments.models import Minutes
from ecotown.common import rendering


def render_minutes(*, minutes_id: int) -> bool:
    """Render the file of minutes; return whether this call did it. A new request cancels an older claim."""
    return rendering.render(
        Minutes.objects.select_related("meeting"),
        minutes_id,
        make=documents.minutes_pdf,
        name=lambda minutes, sha256: f"{minutes.meeting_id}/{sha256}.pdf",
    )


def claim_due_minutes(limit: int = 200) -> list[int]:
    """Return ids of minutes whose rendering is overdue, and mark them as requested now."""
    return rendering.claim_due(Minutes.objects.all(), limit)
