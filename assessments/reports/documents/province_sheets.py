"""The sheets of a dossier with reasons, notes and citations of the province, and the values to compare."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.entry.words import NOT_ASSESSED
from assessments.explanation.words import last_year_value
from assessments.reports.documents.sheets import DossierSheet
from assessments.reports.queries.dossier import Dossier, DossierLine
from assessments.warnings.queries.warnings import ShownWarning
from assessments.warnings.words import figures, published_words, title
from ecotown.common.thai.formats import moment
from ecotown.common.thai.typed_text import page_numbers
from indicators.criteria.words.names import short_name


def province_sheets(dossier: Dossier) -> list[DossierSheet]:
    """Return the sheets of warnings with their reasons, notes of the province and citations."""
    warning_columns = (
        (_("Code"), 10),
        (_("Indicator"), 44),
        (_("Warning"), 36),
        (_("Figures"), 60),
        (_("Reason"), 60),
        (_("Reason given by"), 26),
        (_("Time"), 22),
    )
    note_columns = ((_("Code"), 10), (_("Note"), 90), (_("Written by"), 26), (_("Time"), 22))
    citation_columns = (
        (_("Code"), 10),
        (_("File"), 44),
        (_("Page"), 12),
        (_("Expected evidence"), 50),
        (_("Note"), 60),
        (_("Given by"), 26),
        (_("Time"), 22),
    )
    return [
        DossierSheet(_("Warnings and reasons"), warning_columns, _warnings(dossier)),
        DossierSheet(_("Notes of the province"), note_columns, _notes_of_province(dossier)),
        DossierSheet(_("Citations"), citation_columns, _citations(dossier)),
    ]


def comparison_cells(line: DossierLine) -> tuple[str, str, int, str]:
    """Return the cells beside a value: last year, other areas, number of warnings, note of the province."""
    card = line.card
    last_year = last_year_value(card.last_year) if card.last_year else ""
    if card.last_year and card.last_year.is_loaded:
        last_year = f"{last_year} ({NOT_ASSESSED})"
    other_areas = published_words(card.peer_range.published, line.indicator) if card.peer_range else ""
    return last_year, other_areas, len(line.warnings), card.note.text if card.note else ""


def _warnings(dossier: Dossier) -> Iterator[tuple[object, ...]]:
    for line in dossier.warned:
        for warning in line.warnings:
            cells = (short_name(line.indicator), title(warning), "\n".join(figures(warning)))
            yield line.indicator.code, *cells, *_reason(warning)


def _reason(warning: ShownWarning) -> tuple[str, str, str]:
    """Return the reason for a warning, its author and time; without one, a sentence and the former reason."""
    if warning.answer:
        return warning.answer.reason, str(warning.answer.answered_by), moment(warning.answer.answered_at)
    text = _("No reason has been given yet.")
    if warning.former_answer:
        text = f"{text}\n{_('Reason given for the former value')}: {warning.former_answer.reason}"
    return text, "", ""


def _notes_of_province(dossier: Dossier) -> Iterator[tuple[object, ...]]:
    for line in dossier.lines:
        if (note := line.card.note) and note.text:
            yield line.indicator.code, note.text, str(note.written_by), moment(note.written_at)


def _citations(dossier: Dossier) -> Iterator[tuple[object, ...]]:
    for line in dossier.lines:
        for citation in line.evidence.citations:
            cells = (citation.evidence.name, page_numbers(citation.page), citation.expected, citation.note)
            yield line.indicator.code, *cells, str(citation.cited_by), moment(citation.cited_at)
