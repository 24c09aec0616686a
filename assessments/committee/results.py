"""Making the minutes of meetings."""

from assessments.committee import documents
from assessments.committee.models import Minutes
from ecotown.common.produced_files.making import FileMaker

# A new request cancels the claim of an older one.
MINUTES: FileMaker[Minutes] = FileMaker(
    rows=Minutes.objects.select_related("meeting"),
    contents=lambda minutes: map(documents.minutes_pdf, minutes),
    name=lambda minutes, sha256: f"{minutes.meeting_id}/{sha256}.pdf",
)
