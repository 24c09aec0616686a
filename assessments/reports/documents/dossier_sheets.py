"""The sheets of a dossier's workbook in their order: the dossier's summary, levels, values and history."""

from collections.abc import Iterator
from fractions import Fraction

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.audit import words as audit_words
from assessments.entry.documents import guidance_sheet
from assessments.evidence.models import Citation
from assessments.evidence.words import short_page_words
from assessments.explanation.words import levels_met
from assessments.reports.documents import audit_sheets
from assessments.reports.documents.province_sheets import comparison_cells, province_sheets
from assessments.reports.documents.sheets import DossierSheet, yes_cell
from assessments.reports.queries.dossier import Dossier, DossierLine
from assessments.workflow import words as workflow_words
from ecotown.common.thai.formats import long_date, moment, number
from indicators.criteria.domain.framework import Aspect, Dimension
from indicators.criteria.words.formulas import calculation
from indicators.criteria.words.values import unit


def dossier_sheets(dossier: Dossier) -> list[DossierSheet]:
    """Return the sheets of a dossier; internal notes and corrections only where the dossier has them."""
    return [
        DossierSheet(_("Summary"), ((_("Item"), 44), (_("Content"), 90)), _summary(dossier)),
        _levels_sheet(dossier),
        _indicators_sheet(dossier),
        audit_sheets.verdicts_sheet(dossier),
        _files_sheet(dossier),
        audit_sheets.comments_sheet(dossier),
        *([audit_sheets.internal_notes_sheet(dossier)] if dossier.with_notes else []),
        *([_quantities_sheet(dossier)] if dossier.quantities else []),
        *province_sheets(dossier),
        audit_sheets.returns_sheet(dossier),
        *([_errata_sheet(dossier)] if dossier.errata else []),
        _visits_sheet(dossier),
        _history_sheet(dossier),
        *([_guidance_sheet(dossier)] if dossier.explained else []),
    ]


def _levels_sheet(dossier: Dossier) -> DossierSheet:
    columns = (
        (_("Level"), 10),
        (_("Dimension"), 34),
        (_("Counted"), 12),
        (_("Met"), 12),
        (_("Needed"), 12),
        (_("Reached"), 14),
    )
    return DossierSheet(_("Levels"), columns, _levels(dossier))


def _quantities_sheet(dossier: Dossier) -> DossierSheet:
    columns = (
        (_("Item"), 44),
        (_("Value"), 18),
        (_("Unit"), 22),
        (_("Indicators with another number"), 44),
        (_("Entered by"), 26),
        (_("Time"), 22),
    )
    return DossierSheet(_("Basic data of the area"), columns, _quantities(dossier))


def _quantities(dossier: Dossier) -> Iterator[tuple[object, ...]]:
    for line in dossier.quantities:
        entry = line.entry
        differing = "; ".join(f"{use.indicator.code}: {number(use.number)}" for use in line.differing)
        yield (
            line.quantity.name_th,
            Fraction(entry.value) if entry else "",
            line.quantity.unit_th,
            differing,
            str(entry.entered_by or "") if entry else "",
            moment(entry.entered_at) if entry else "",
        )


def _indicators_sheet(dossier: Dossier) -> DossierSheet:
    columns = (
        (_("Code"), 10),
        (_("Dimension"), 22),
        (_("Aspect"), 30),
        (_("Indicator"), 54),
        (_("Unit"), 20),
        (_("Must be met"), 12),
        (_("Calculation"), 36),
        (_("As entered"), 22),
        (_("As audited"), 22),
        (_("Value"), 14),
        (_("Levels met"), 14),
        (_("Verdict of the internal audit"), 34),
        (_("Verdict of the external audit"), 34),
        (_("Evidence cited"), 12),
        (_("Findings of the visit"), 16),
        (_("Last year"), 22),
        (_("Values of other areas"), 44),
        (_("Warnings"), 12),
        (_("Note of the province"), 44),
    )
    rows = [
        _indicator(dimension, aspect, line)
        for dimension, aspects in dossier.table
        for aspect, lines in aspects
        for line in lines
    ]
    return DossierSheet(_("Indicators"), columns, rows)


def _files_sheet(dossier: Dossier) -> DossierSheet:
    columns = (
        (_("File"), 44),
        (_("Kind"), 9),
        (_("Size in bytes"), 14),
        ("SHA-256", 68),
        (_("Cited for"), 40),
        (_("Given by"), 26),
        (_("Time"), 22),
        (_("Site visit"), 18),
        (_("Removed"), 22),
        (_("SHA-256 of the file as it was sent"), 68),
        (_("Remark"), 44),
    )
    return DossierSheet(_("Evidence"), columns, _files(dossier))


def _errata_sheet(dossier: Dossier) -> DossierSheet:
    columns = (
        (_("Number"), 9),
        (_("Time"), 22),
        (_("Code"), 10),
        (_("Old value"), 22),
        (_("New value"), 22),
        (_("Reason"), 80),
    )
    return DossierSheet(_("Corrections after publication"), columns, _errata(dossier))


def _visits_sheet(dossier: Dossier) -> DossierSheet:
    columns = (
        (_("Date"), 18),
        (_("Places visited"), 40),
        (pgettext("site visit", "Participants"), 40),
        (_("Code"), 10),
        (_("Result"), 18),
        (_("Finding"), 80),
    )
    return DossierSheet(_("Site visits"), columns, _visits(dossier))


def _history_sheet(dossier: Dossier) -> DossierSheet:
    columns = (
        (_("Time"), 22),
        (_("Person"), 26),
        (_("Deed"), 34),
        (_("Indicator"), 12),
        (_("Old value"), 18),
        (_("New value"), 18),
        (_("Details"), 50),
        (_("Reason"), 50),
        (_("Seal"), 68),
    )
    return DossierSheet(_("History"), columns, _history(dossier))


def _guidance_sheet(dossier: Dossier) -> DossierSheet:
    return DossierSheet(
        guidance_sheet.guidance_title(),
        guidance_sheet.guidance_columns(),
        guidance_sheet.guidance_rows(dossier.explained),
        max_lines=guidance_sheet.MAX_LINES,
    )


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
        yes_cell(line.indicator.gate),
        calculation(line.indicator, line.card.inputs),
        line.entered,
        line.counted,
        line.card.result.value,
        levels_met(line.card.result),
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
        yield f"{name}: {audit_words.IN_BULK}", len(dossier.accepted_in_bulk[stage])
    yield _("Files of evidence"), len(dossier.kept_files)
    yield _("Returns"), len(dossier.returns)
    yield _("Site visits"), len(dossier.visits)
    yield _("Criteria edition"), f"{framework.name_th} ({framework.edition})"
    yield _("About these criteria"), framework.note_th
    yield _("SHA-256 of the criteria"), framework.checksum
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
                    yes_cell(share.reached),
                )
        yield line.rule.level, _("All"), result.counted, result.met, result.needed, yes_cell(result.attained)


def _files(dossier: Dossier) -> Iterator[tuple[object, ...]]:
    for evidence in dossier.files:
        cited = ", ".join(_place(citation) for citation in evidence.citations.all())
        visit = long_date(evidence.visit.visited_on) if evidence.visit else ""
        cells = (evidence.name, evidence.get_kind_display(), evidence.size, evidence.sha256, cited)
        times = (str(evidence.uploaded_by), moment(evidence.uploaded_at), visit, moment(evidence.removed_at))
        original_sha256 = evidence.sent_sha256 if evidence.sent_sha256 != evidence.sha256 else ""
        yield *cells, *times, original_sha256, "; ".join(evidence.notes)


def _place(citation: Citation) -> str:
    return f"{citation.indicator.code} {short_page_words(citation.page)}".strip()


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
        head = (moment(event.at), event.by, event.label)
        details = "; ".join(f"{name}: {words}" for name, words in event.facts)
        for change in event.changes or [(", ".join(event.codes), "", "")]:
            yield *head, *change, details, event.reason, event.seal
