"""The handbook of an edition as a PDF: level rule, shared quantities, indicators."""

from dataclasses import asdict
from datetime import datetime

from ecotown.common.pdf import rendering
from ecotown.common.thai.papers import formal_paper
from indicators.criteria.domain.framework import Framework, Indicator

# Letters in both languages that fit a page; a test has each indicator of the working edition on a page.
LONGEST_EXPLANATION = 3600


def handbook_pdf(
    edition: Framework, *, language: str, checksum: str, made_at: datetime, is_draft: bool = False
) -> bytes:
    """Return the handbook as a tagged PDF on A4 portrait, with contents, bookmarks and running footers.

    `checksum` is the SHA-256 of the criteria. Texts without English are Thai in both languages. Where not
    every indicator would fill a page of its own, they follow one another.
    """
    context = {
        "edition": edition,
        "language": language,
        "checksum": checksum,
        "made_at": made_at,
        "is_draft": is_draft,
        "has_own_pages": all(map(_fills_a_page, edition.indicators)),
    }
    with formal_paper(language):
        return rendering.render("indicators/handbook/handbook_pdf.html", context, is_tagged=True)


def _fills_a_page(indicator: Indicator) -> bool:
    """Return whether the explanation fills a page by a quarter at least, and is not too long for it."""
    texts = [value for value in asdict(indicator.guidance).values() if isinstance(value, str)]
    return not indicator.guidance.is_empty and sum(map(len, texts)) < LONGEST_EXPLANATION
