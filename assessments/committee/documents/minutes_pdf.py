"""The minutes of a meeting as PDF."""

from assessments.committee import words
from assessments.committee.documents.minutes import minutes_paper
from assessments.committee.models.minutes import Minutes
from ecotown.common.pdf import rendering
from ecotown.common.thai.papers import formal_paper


def minutes_pdf(minutes: Minutes) -> bytes:
    """Return the present minutes as a tagged PDF on A4 portrait; only its table has Arabic digits."""
    with formal_paper():
        context = {"paper": minutes_paper(minutes), "titles": words.AGENDA_TITLES}
        return rendering.render("assessments/committee/minutes_pdf.html", context, is_tagged=True)
