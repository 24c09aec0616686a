"""Making the minutes of meetings."""

from assessments.committee.documents import minutes_pdf, minutes_word
from assessments.committee.models.minutes import Minutes
from ecotown.common.produced_files.making import FileMaker


def _content(minutes: Minutes) -> bytes:
    if minutes.file_format == Minutes.Format.WORD:
        return minutes_word.minutes_word(minutes)
    return minutes_pdf.minutes_pdf(minutes)


# A new request cancels the claim of an older one.
MINUTES: FileMaker[Minutes] = FileMaker(
    rows=Minutes.objects.select_related("meeting"),
    contents=lambda minutes: map(_content, minutes),
    name=lambda minutes, sha256: f"{minutes.meeting_id}/{sha256}.{minutes.file_format}",
)
