"""The sheets of a dossier with the verdicts, comments, internal notes and returns of its audits."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.evidence.words import short_page_words
from assessments.reports.documents.sheets import DossierSheet, yes_cell
from assessments.reports.queries.dossier import Dossier
from assessments.workflow import words as workflow_words
from ecotown.common.thai.formats import long_date, moment


def verdicts_sheet(dossier: Dossier) -> DossierSheet:
    """Return the sheet of all verdicts, by indicator."""
    columns = (
        (_("Code"), 10),
        (_("Stage"), 18),
        (_("Round"), 9),
        (_("Verdict"), 36),
        (_("Holds"), 10),
        (_("Reason"), 60),
        (_("Assessor"), 26),
        (_("Time"), 22),
    )
    return DossierSheet(_("Verdicts"), columns, _verdicts(dossier))


def comments_sheet(dossier: Dossier) -> DossierSheet:
    """Return the sheet of the comments of province and assessors, by indicator."""
    columns = (
        (_("Code"), 10),
        (_("File and page"), 36),
        (_("Comment"), 80),
        (_("Written by"), 26),
        (_("Time"), 22),
        (_("Settled"), 12),
    )
    return DossierSheet(_("Comments"), columns, _comments(dossier))


def internal_notes_sheet(dossier: Dossier) -> DossierSheet:
    """Return the sheet of the assessors' internal notes, by indicator."""
    columns = ((_("Code"), 10), (_("Note"), 90), (_("Written by"), 26), (_("Time"), 22))
    return DossierSheet(_("Internal notes"), columns, _internal_notes(dossier))


def returns_sheet(dossier: Dossier) -> DossierSheet:
    """Return the sheet of the returns to the province, a row for each returned indicator."""
    columns = (
        (_("Return"), 10),
        (_("Stage"), 18),
        (_("Returned at"), 22),
        (_("Due"), 16),
        (_("Submitted again at"), 22),
        (_("Code"), 10),
        (_("Reason"), 50),
        (_("Old value"), 18),
        (_("New value"), 18),
        (_("Evidence changed"), 14),
        (_("Reply"), 50),
    )
    return DossierSheet(_("Rounds"), columns, _returned_items(dossier))


def _verdicts(dossier: Dossier) -> Iterator[tuple[object, ...]]:
    for line in dossier.lines:
        for verdict, words, holds in line.rulings:
            stage = str(workflow_words.STATUS_NAMES[verdict.stage])
            cells = (words, yes_cell(holds), verdict.reason, str(verdict.given_by), moment(verdict.given_at))
            yield line.indicator.code, stage, verdict.round, *cells


def _comments(dossier: Dossier) -> Iterator[tuple[object, ...]]:
    for line in dossier.lines:
        for thread in line.threads:
            name = thread.evidence.name if thread.evidence else ""
            file_and_page = f"{name} {short_page_words(thread.page)}".strip()
            for comment in thread.comments.all():
                yield (
                    line.indicator.code,
                    file_and_page,
                    comment.text,
                    str(comment.written_by),
                    moment(comment.written_at),
                    yes_cell(thread.is_settled),
                )


def _internal_notes(dossier: Dossier) -> Iterator[tuple[object, ...]]:
    for line in dossier.lines:
        for note in line.notes:
            yield line.indicator.code, note.text, str(note.written_by), moment(note.written_at)


def _returned_items(dossier: Dossier) -> Iterator[tuple[object, ...]]:
    for dossier_return in dossier.returns:
        audit_return = dossier_return.audit_return
        return_cells = (
            audit_return.number,
            str(audit_return.get_stage_display()),
            moment(audit_return.returned_at),
            long_date(audit_return.due_on),
            moment(audit_return.resubmitted_at),
        )
        for line in dossier_return.lines:
            is_evidence_changed = yes_cell(line.evidence_changed)
            item_cells = (line.reason, line.old, line.new, is_evidence_changed, line.reply)
            yield *return_cells, line.indicator.code, *item_cells
