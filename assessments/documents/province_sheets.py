"""The sheets of a dossier that tell what the province says of its values, and what stands beside them."""

from django.utils.translation import gettext as _

from assessments.queries import Dossier, DossierLine
from assessments.templatetags.remarks import figures, published_words, title
from ecotown.common.templatetags.thai import moment
from indicators.templatetags.criteria import with_unit


def province_sheets(dossier: Dossier):
    """Title, headings, widths and rows of each sheet."""
    yield (
        _("Warnings and reasons"),
        (_("Code"), _("Indicator"), _("Warning"), _("Figures"), _("Reason"), _("Reason given by"), _("Time")),
        (10, 44, 36, 60, 60, 26, 22),
        _warnings(dossier),
    )
    yield (
        _("Notes of the province"),
        (_("Code"), _("Note"), _("Written by"), _("Time")),
        (10, 90, 26, 22),
        _notes_of_province(dossier),
    )
    yield (
        _("Citations"),
        (_("Code"), _("File"), _("Page"), _("Expected evidence"), _("Note"), _("Given by"), _("Time")),
        (10, 44, 12, 50, 60, 26, 22),
        _citations(dossier),
    )


def beside(line: DossierLine) -> tuple[str, str, int, str]:
    """What is known beside the value: last year, other areas, how many warnings, the note."""
    card = line.card
    last_year = with_unit(card.last_year.result.value, card.last_year.indicator) if card.last_year else ""
    peers = published_words(card.peers.published, line.indicator) if card.peers else ""
    return last_year, peers, len(line.warnings), card.note.text if card.note else ""


def _warnings(dossier):
    for line in dossier.doubted:
        for shown in line.warnings:
            about = (line.indicator.code, line.indicator.name_th, title(shown), "\n".join(figures(shown)))
            yield *about, *_reason(shown)


def _reason(shown):
    """Why a doubted value is right, by whom and when; where nobody said so, that and what was said before."""
    if shown.answer:
        return shown.answer.reason, str(shown.answer.answered_by), moment(shown.answer.answered_at)
    waiting = _("No reason has been given yet.")
    if shown.former:
        waiting = f"{waiting}\n{_('Reason given for the former value')}: {shown.former.reason}"
    return waiting, "", ""


def _notes_of_province(dossier):
    for line in dossier.lines:
        if (note := line.card.note) and note.text:
            yield line.indicator.code, note.text, str(note.written_by), moment(note.written_at)


def _citations(dossier):
    for line in dossier.lines:
        for one in line.proof.citations:
            cited = (one.evidence.name, one.page, one.expected, one.note)
            yield line.indicator.code, *cited, str(one.cited_by), moment(one.cited_at)
