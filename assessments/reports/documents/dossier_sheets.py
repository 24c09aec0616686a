"""The sheets of a dossier's workbook: their headings, rows and widths."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.audit import words as audit_words
from assessments.evidence.models import Citation
from assessments.reports.documents.province_sheets import Sheet, comparison_cells, province_sheets
from assessments.reports.queries.dossier import Dossier, DossierLine
from assessments.workflow import words as workflow_words
from ecotown.common.thai.formats import long_date, moment
from indicators.criteria.domain.framework import Aspect, Dimension
from indicators.criteria.words.values import calculation, unit


def dossier_sheets(dossier: Dossier) -> Iterator[Sheet]:
    """Yield title, headings, column widths and rows of each sheet."""
    yield _("Summary"), (_("Item"), _("Content")), (44, 90), _summary(dossier)
    yield (
        _("Levels"),
        (_("Level"), _("Dimension"), _("Counted"), _("Met"), _("Needed"), _("Reached")),
        (10, 34, 12, 12, 12, 14),
        _levels(dossier),
    )
    yield _indicator_sheet(dossier)
    yield (
        _("Verdicts"),
        (
            *(_("Code"), _("Stage"), _("Round"), _("Verdict"), _("Holds"), _("Reason")),
            *(_("Assessor"), _("Time")),
        ),
        (10, 18, 9, 36, 10, 60, 26, 22),
        _verdicts(dossier),
    )
    yield (
        _("Evidence"),
        (
            *(_("File"), _("Kind"), _("Size in bytes"), "SHA-256", _("Cited for"), _("Given by"), _("Time")),
            *(_("Site visit"), _("Removed"), _("SHA-256 of the file as it was sent"), _("Remark")),
        ),
        (44, 9, 14, 68, 40, 26, 22, 18, 22, 68, 44),
        _files(dossier),
    )
    yield (
        _("Comments"),
        (_("Code"), _("File and page"), _("Comment"), _("Written by"), _("Time"), _("Settled")),
        (10, 36, 80, 26, 22, 12),
        _comments(dossier),
    )
    if dossier.with_notes:
        yield (
            _("Internal notes"),
            (_("Code"), _("Note"), _("Written by"), _("Time")),
            (10, 90, 26, 22),
            _notes(dossier),
        )
    yield from province_sheets(dossier)
    yield (
        _("Rounds"),
        (
            *(_("Return"), _("Stage"), _("Returned at"), _("Due"), _("Submitted again at"), _("Code")),
            *(_("Reason"), _("Old value"), _("New value"), _("Evidence changed"), _("Reply")),
        ),
        (10, 18, 22, 16, 22, 10, 50, 18, 18, 14, 50),
        _rounds(dossier),
    )
    if dossier.errata:
        yield (
            _("Corrections after publication"),
            (_("Number"), _("Time"), _("Code"), _("Old value"), _("New value"), _("Reason")),
            (9, 22, 10, 22, 22, 80),
            _errata(dossier),
        )
    yield (
        _("Site visits"),
        (_("Date"), _("Places visited"), _("Participants"), _("Code"), _("Result"), _("Finding")),
        (18, 40, 40, 10, 18, 80),
        _visits(dossier),
    )
    yield (
        _("History"),
        (
            *(_("Number"), _("Time"), _("Person"), _("Deed"), _("Indicator"), _("Old value"), _("New value")),
            *(_("Details"), _("Reason"), _("Seal")),
        ),
        (9, 22, 26, 34, 12, 18, 18, 50, 50, 68),
        _history(dossier),
    )


WIDTHS = (10, 22, 30, 54, 20, 12, 36, 22, 22, 14, 14, 34, 34, 12, 16)  # of the values and verdicts


def _indicator_sheet(dossier: Dossier) -> Sheet:
    stages = [_("Verdict of the internal audit"), _("Verdict of the external audit")]
    headings = (
        *(_("Code"), _("Dimension"), _("Aspect"), _("Indicator"), _("Unit"), _("Must be met")),
        *(_("Calculation"), _("As entered"), _("As audited"), _("Value"), _("Levels met"), *stages),
        *(_("Evidence cited"), _("Findings of the visit")),
        *(_("Last year"), _("Values of other areas"), _("Warnings"), _("Note of the province")),
    )
    rows = [
        _indicator(dimension, aspect, line)
        for dimension, aspects in dossier.table
        for aspect, lines in aspects
        for line in lines
    ]
    return _("Indicators"), headings, (*WIDTHS, 22, 44, 12, 44), rows


def _indicator(dimension: Dimension, aspect: Aspect, line: DossierLine) -> tuple[object, ...]:
    in_force = line.audit.in_force
    verdicts = {
        verdict.stage: words for verdict, words, holds in line.rulings if holds and verdict.stage in in_force
    }
    return (
        line.indicator.code,
        dimension.name_th,
        aspect.name_th,
        line.indicator.name_th,
        unit(line.indicator),
        _yes(line.indicator.gate),
        calculation(line.indicator, line.card.inputs),
        line.entered,
        line.counted,
        line.card.result.value,
        ", ".join(str(level) for level in line.card.result.meets),
        *(verdicts.get(stage, "") for stage in ("internal-audit", "external-audit")),
        len(line.evidence.citations),
        len(line.findings),
        *comparison_cells(line),
    )


def _summary(dossier: Dossier) -> Iterator[tuple[object, ...]]:
    assessment, resolution = dossier.assessment, dossier.resolution
    framework = assessment.cycle.framework
    yield _("Area"), str(assessment.area)
    yield _("Province"), str(assessment.area.province)
    yield _("Fiscal year"), str(assessment.cycle.year)
    yield _("Status"), str(assessment.get_status_display())
    yield _("Level of the values entered"), dossier.entered_level
    yield _("Level of the audited values"), dossier.audited_level
    yield _("Granted level"), resolution.granted_level if resolution else _("not decided yet")
    if resolution:
        yield _("Meeting"), f"{resolution.meeting.number} {long_date(resolution.meeting.date)}"
        yield _("Reason"), resolution.reason
    for stage, counts in dossier.verdict_counts.items():
        name = workflow_words.STATUS_NAMES[stage]
        for kind, word in audit_words.VERDICTS_GIVEN.items():
            yield f"{name}: {word}", counts.get(kind, 0)
        yield f"{name}: {audit_words.WITHOUT_VERDICT}", counts.get("", 0)
    yield _("Files of evidence"), len(dossier.kept_files)
    yield _("Returns"), len(dossier.returns)
    yield _("Site visits"), len(dossier.visits)
    yield _("Criteria edition"), f"{framework.name_th} ({framework.edition})"
    yield _("About these criteria"), framework.note_th
    yield _("SHA-256 of the criteria"), framework.checksum
    yield _("Revision of the values"), assessment.revision
    yield _("Made at"), moment(timezone.now())
    if dossier.with_notes:
        yield _("Confidential"), _("For the department only: this dossier tells internal notes.")
    if assessment.cycle.is_demonstration:
        yield _("Demonstration data"), _("This dossier tells of made-up values of no real place.")


def _levels(dossier: Dossier) -> Iterator[tuple[object, ...]]:
    for line in dossier.level_lines:
        result = line.result
        for dimension, share in line.dimensions:
            if share:
                yield (
                    line.rule.level,
                    dimension.name_th,
                    share.counted,
                    share.met,
                    share.needed,
                    _yes(share.reached),
                )
        yield line.rule.level, _("All"), result.counted, result.met, result.needed, _yes(result.attained)


def _verdicts(dossier: Dossier) -> Iterator[tuple[object, ...]]:
    for line in dossier.lines:
        for verdict, words, holds in line.rulings:
            stage = str(workflow_words.STATUS_NAMES[verdict.stage])
            cells = (words, _yes(holds), verdict.reason, str(verdict.given_by), moment(verdict.given_at))
            yield line.indicator.code, stage, verdict.round, *cells


def _files(dossier: Dossier) -> Iterator[tuple[object, ...]]:
    for evidence in dossier.files:
        cited = ", ".join(_place(citation) for citation in evidence.citations.all())
        visit = long_date(evidence.visit.visited_on) if evidence.visit else ""
        cells = (evidence.name, evidence.get_kind_display(), evidence.size, evidence.sha256, cited)
        times = (str(evidence.uploaded_by), moment(evidence.uploaded_at), visit, moment(evidence.removed_at))
        original_sha256 = evidence.sent_sha256 if evidence.sent_sha256 != evidence.sha256 else ""
        yield *cells, *times, original_sha256, "; ".join(evidence.notes)


def _place(citation: Citation) -> str:
    page = _("p. %(page)s") % {"page": citation.page} if citation.page else ""
    return f"{citation.indicator.code} {page}".strip()


def _comments(dossier: Dossier) -> Iterator[tuple[object, ...]]:
    for line in dossier.lines:
        for thread in line.threads:
            location = f"{thread.evidence.name} {thread.page}".strip() if thread.evidence else ""
            for comment in thread.comments.all():
                cells = (
                    comment.text,
                    str(comment.written_by),
                    moment(comment.written_at),
                    _yes(thread.is_settled),
                )
                yield line.indicator.code, location, *cells


def _notes(dossier: Dossier) -> Iterator[tuple[object, ...]]:
    for line in dossier.lines:
        for note in line.notes:
            yield line.indicator.code, note.text, str(note.written_by), moment(note.written_at)


def _rounds(dossier: Dossier) -> Iterator[tuple[object, ...]]:
    for return_round in dossier.returns:
        audit_return = return_round.audit_return
        head = (
            audit_return.number,
            str(audit_return.get_stage_display()),
            moment(audit_return.returned_at),
            long_date(audit_return.due_on),
            moment(audit_return.resubmitted_at),
        )
        for line in return_round.lines:
            changed = _yes(line.evidence_changed)
            yield *head, line.indicator.code, line.reason, line.old, line.new, changed, line.reply


def _errata(dossier: Dossier) -> Iterator[tuple[object, ...]]:
    for shown_correction in dossier.errata:
        for line in shown_correction.lines:
            cells = (shown_correction.correction.number, moment(shown_correction.on), line.indicator.code)
            yield *cells, line.old, line.new, shown_correction.correction.reason


def _visits(dossier: Dossier) -> Iterator[tuple[object, ...]]:
    for visit in dossier.visits:
        participants = "\n".join(
            ", ".join(part for part in participant if part) for participant in visit.participant_lines
        )
        head = (long_date(visit.visited_on), visit.place, participants)
        yield *head, "", _("Summary"), visit.summary
        for finding in visit.findings.all():
            yield *head, finding.indicator.code, str(finding.get_tone_display()), finding.text


def _history(dossier: Dossier) -> Iterator[tuple[object, ...]]:
    for event in dossier.events:
        head = (event.number, moment(event.at), event.by, event.label)
        details = "; ".join(f"{name}: {words}" for name, words in event.facts)
        for change in event.changes or [(", ".join(event.codes), "", "")]:
            yield *head, *change, details, event.reason, event.seal


def _yes(holds: object) -> str:
    return _("yes") if holds else ""
