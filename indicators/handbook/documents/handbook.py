"""The handbook of an edition as a PDF: level rule, shared quantities, one page for each indicator."""

from datetime import datetime

from django.utils import translation

from ecotown.common.pdf import rendering
from indicators.criteria.domain.framework import Framework


def handbook_pdf(
    edition: Framework, *, language: str, checksum: str, made_at: datetime, is_draft: bool = False
) -> bytes:
    """Return the handbook as a tagged PDF on A4 portrait, with contents, bookmarks and running footers.

    `checksum` is the SHA-256 of the criteria. Texts without English are Thai in both languages. An indicator
    whose texts are too long for its page goes on on the next one.
    """
    context = {
        "edition": edition,
        "language": language,
        "checksum": checksum,
        "made_at": made_at,
        "is_draft": is_draft,
    }
    with translation.override(language):
        return rendering.render("indicators/handbook/handbook_pdf.html", context, is_tagged=True)
