"""Rendering the minutes of a meeting as often as they were asked for, whatever happens to the workers."""

from assessments import documents
from assessments.models import Minutes
from ecotown.common import rendering


def render_minutes(*, minutes_id: int) -> bool:
    """Make the file of minutes; True when this call made it. Asking for them again takes the claim away."""
    return rendering.render(
        Minutes.objects.select_related("meeting"),
        minutes_id,
        make=documents.minutes_pdf,
        name=lambda minutes, sha256: f"{minutes.meeting_id}/{sha256}.pdf",
    )


def claim_due_minutes(limit: int = 200) -> list[int]:
    """Ids of minutes whose rendering was asked for in vain, marked as asked for now."""
    return rendering.claim_due(Minutes.objects.all(), limit)
