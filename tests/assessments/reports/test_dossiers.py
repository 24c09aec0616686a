"""Contents of dossier, audit report and checklist; their totals equal those of the screen."""

import re
import subprocess
import zlib
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from assessments.audit.actions import assignments, returns
from assessments.audit.actions import comments as comment_actions
from assessments.audit.actions import verdicts as verdict_actions
from assessments.audit.domain import VerdictKind
from assessments.audit.models.comments import InternalNote
from assessments.audit.queries import audits
from assessments.corrections.actions import corrections
from assessments.entry.actions import entries as entry_actions
from assessments.entry.domain.values import EntryValue
from assessments.evidence import actions as evidence_actions
from assessments.evidence import queries
from assessments.explanation import results as explanation_results
from assessments.explanation.queries import levels as level_queries
from assessments.pages.screens.assessment import AssessmentPage
from assessments.reports import results as reports_results
from assessments.reports.documents import dossier_workbook, reports
from assessments.reports.domain import ReportKind
from assessments.reports.queries import dossier as dossier_queries
from assessments.reports.results import RELATED_ROWS
from assessments.submission import actions as submission_actions
from assessments.visits import actions as visits_actions
from assessments.visits.domain import Tone
from assessments.workflow.domain import STAGES, Status
from assessments.workflow.models import Assessment
from ecotown.accounts.models import Role
from indicators.criteria.domain.framework import NO_GUIDANCE
from tests import builders, files

pytestmark = pytest.mark.django_db
NOTE, COMMENT, FINDING = "SECRET-NOTE-7", "PLEASE-EXPLAIN", "METER-IS-OLD"


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def visited(draft, people):
    """Make an external audit after a return: evidence, comments, a note, a visit, an adjusted value."""
    evidence = builders.add_evidence(draft, files.jpeg(), "ภาพถ่ายระบบบำบัด.jpg", by=people.officer)
    evidence_actions.cite(evidence=evidence, code="EN1.1", page="4-6", by=people.officer)
    assessment = builders.take_to(Status.RETURNED, draft, people)
    comment_actions.write_note(assessment=assessment, code="EN1.1", text=NOTE, by=people.internal)
    comment_actions.open_thread(assessment=assessment, code="EN1.1", text=COMMENT, by=people.internal)
    entry_actions.save_entries(
        assessment=assessment, values={"EN9.1": EntryValue(value=Decimal(6))}, by=people.officer
    )
    replies = {"EN1.1": "นับถูกแล้ว", "SO1.1": "ตามแบบสำรวจ"}
    returns.reply_to_return(assessment=assessment, replies=replies, by=people.officer)
    submission_actions.resubmit(assessment=assessment, declared=True, by=people.officer)
    for code in ("EN1.1", "EN9.1", "SO1.1"):
        verdict_actions.give_verdict(
            assessment=assessment, code=code, kind=VerdictKind.ACCEPT, by=people.internal
        )
    assessment.refresh_from_db()
    verdict_actions.pass_internal_audit(assessment=assessment, by=people.internal)
    assessment.refresh_from_db()
    assignments.take_on(assessment=assessment, by=people.external)
    visit = visits_actions.record_visit(
        assessment=assessment,
        visited_on=timezone.localdate(),
        place="โรงบำบัดน้ำเสียรวม",
        participants="ผู้แทนเทศบาล, นายกเทศมนตรี",
        by=people.external,
    )
    visits_actions.save_finding(
        visit=visit, code="EN1.1", tone=Tone.OBSERVATION, text=FINDING, by=people.external
    )
    five = EntryValue(value=Decimal(5))
    verdict_actions.give_verdict(
        assessment=assessment,
        code="EN9.1",
        kind=VerdictKind.ADJUST,
        adjusted=five,
        reason="นับใหม่",
        by=people.external,
    )
    return with_dossier_rows(assessment)


def with_dossier_rows(assessment):
    rows = Assessment.objects.with_level().select_related(*RELATED_ROWS)
    return rows.get(pk=assessment.pk)


def computed_levels(assessment):
    """Return the stored levels of the audited values."""
    stored = explanation_results.compute_level(assessment_id=assessment.pk, revision=assessment.revision)
    return stored.audited_explanation["levels"]


def text_of(content, path):
    path.write_bytes(content)
    return subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout


def unpacked(content):
    """Return the content of the compressed streams of a PDF."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL)
    return b"".join(zlib.decompressobj().decompress(stream) for stream in streams if stream.startswith(b"x"))


def sheets_of(content):
    """Return the rows below the headings of each sheet."""
    workbook = load_workbook(BytesIO(content), read_only=True)
    return [list(sheet.iter_rows(min_row=4, values_only=True)) for sheet in workbook.worksheets]


def every_cell(content):
    workbook = load_workbook(BytesIO(content))
    return [cell for sheet in workbook.worksheets for row in sheet.iter_rows() for cell in row if cell.value]


def test_the_totals_of_the_workbook_are_those_of_the_screen(visited):
    page = AssessmentPage(visited)
    audit, levels_stored = audits.audit_of(visited), computed_levels(visited)
    shown = [evidence for evidence in queries.evidence_files(visited) if not evidence.is_removed]

    summary, levels, indicators, verdicts, evidence, comments, notes, *_others = sheets_of(
        dossier_workbook.dossier_workbook(dossier_queries.dossier_of(visited, with_notes=True))
    )

    facts = [row[1] for row in summary]
    assert facts[4:6] == [page.entered_level, page.audited_level]
    # The last row of each level is that of all dimensions.
    overall = {row[0]: row[2:4] for row in levels}
    assert overall == {level["level"]: (level["counted"], level["met"]) for level in levels_stored}
    assert sum(row[3] for row in levels) == 2 * sum(level["met"] for level in levels_stored)
    assert (len(indicators), len(evidence), len(comments), len(notes)) == (41, len(shown), 1, 1)
    assert len(verdicts) == sum(
        len(indicator_audit.verdicts) for indicator_audit in audit.indicator_audits.values()
    )
    for stage, first in zip(STAGES, (7, 13), strict=True):
        held = Counter(ruling.kind if ruling else "" for ruling in audit.rulings(stage).values())
        assert facts[first : first + 6] == [held[kind] for kind in [*VerdictKind, ""]]


def test_the_totals_of_the_pdf_are_those_of_the_screen(visited, tmp_path):
    dossier = dossier_queries.dossier_of(visited, with_notes=True)

    shown = text_of(reports.dossier_pdf(dossier), tmp_path / "dossier.pdf")

    for level in computed_levels(visited):
        assert f"{level['met']}/{level['counted']}" in shown
    for indicator in dossier.edition.indicators:
        assert indicator.code in shown
    for wanted in (NOTE, COMMENT, FINDING, *(evidence.sha256[:40] for evidence in dossier.files)):
        assert wanted in shown


def test_an_annex_explains_the_indicators(visited, tmp_path):
    dossier = dossier_queries.dossier_of(visited, with_notes=True)
    watch, steps = dossier.edition.by_code["EN9.1"], dossier.edition.by_code["EN9.2"].steps

    shown = text_of(reports.dossier_pdf(dossier), tmp_path / "dossier.pdf")
    cells = {
        str(cell.value)
        for cell in load_workbook(BytesIO(dossier_workbook.dossier_workbook(dossier)))["คำอธิบายตัวชี้วัด"]["C"]
    }

    annex = shown[shown.rindex(dossier.events[-1].label) :]
    codes = re.findall(r"^([A-Z]{2}\d+\.\d+)\s", annex, re.MULTILINE)
    assert codes == list(dossier.edition.by_code)
    assert {watch.guidance.definition_th, *(step.text_th for step in steps)} <= cells


def test_a_dossier_without_explanations_has_no_annex(visited):
    dossier = dossier_queries.dossier_of(visited, with_notes=True)
    indicators = [replace(item, guidance=NO_GUIDANCE, steps=()) for item in dossier.edition.indicators]
    aspect = replace(dossier.edition.dimensions[0].aspects[0], indicators=tuple(indicators))
    dimension = replace(dossier.edition.dimensions[0], aspects=(aspect,))
    bare = replace(dossier, edition=replace(dossier.edition, dimensions=(dimension,)))

    workbook = load_workbook(BytesIO(dossier_workbook.dossier_workbook(bare)))

    assert (bare.explained, "คำอธิบายตัวชี้วัด" in workbook.sheetnames) == ([], False)


def test_the_province_gets_no_internal_note(visited, tmp_path):
    dossier = dossier_queries.dossier_of(visited, with_notes=False)

    contents = {kind: make(dossier) for kind, make in reports_results.MAKERS.items()}
    cells = {str(cell.value) for cell in every_cell(contents.pop(ReportKind.DOSSIER_WORKBOOK))}
    texts = [text_of(content, tmp_path / f"{kind}.pdf") for kind, content in contents.items()]

    assert InternalNote.objects.get().text == NOTE
    assert [text for text in [*cells, *texts] if NOTE in text] == []
    assert COMMENT in cells
    assert COMMENT in texts[0]


def test_reports_are_upright_thai_with_title_bookmarks_and_embedded_fonts(visited, tmp_path):
    path = tmp_path / "dossier.pdf"
    content = reports.dossier_pdf(dossier_queries.dossier_of(visited, with_notes=True))
    path.write_bytes(content)

    facts = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    lines = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout

    assert re.search(r"Title: .*" + re.escape(str(visited.cycle.year)), facts)
    assert re.search(r"595\.2\d+ x 841\.89 pts \(A4\)", facts)
    assert all("Sarabun" in line and " yes yes " in line for line in lines.splitlines()[2:])
    assert (b"/Lang (th)" in unpacked(content), b"/Outlines" in unpacked(content)) == (True, True)


def test_what_people_typed_is_never_a_formula(visited, people):
    text = "=HYPERLINK(1)"
    comment_actions.open_thread(assessment=visited, code="EN1.1", text=text, by=people.external)

    cells = every_cell(
        dossier_workbook.dossier_workbook(dossier_queries.dossier_of(visited, with_notes=True))
    )

    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert [cell.quotePrefix for cell in cells if cell.value == text] == [True]


def test_the_audit_report_tells_what_was_changed_and_returned(visited, tmp_path):
    dossier = dossier_queries.dossier_of(visited, with_notes=True)

    shown = text_of(reports.audit_report_pdf(dossier), tmp_path / "report.pdf")

    codes = set(re.findall(r"^\s*([A-Z]{2}\d+\.\d+)\s", shown, re.MULTILINE))
    assert {"EN1.1", "EN9.1", "SO1.1"} <= codes
    assert FINDING in shown


@pytest.mark.parametrize("more", [1, 3])
def test_a_dossier_takes_the_same_queries_for_any_number_of_rows(
    visited, people, more, django_assert_num_queries
):
    for number in range(more):
        comment_actions.write_note(
            assessment=visited, code="EN9.2", text=f"note {number}", by=people.external
        )
        comment_actions.open_thread(
            assessment=visited, code="EN9.2", text=f"comment {number}", by=people.external
        )
        visit = visited.visits.get()
        code = ["EN2.1", "EN3.1", "EN4.1"][number]
        visits_actions.save_finding(visit=visit, code=code, tone=Tone.CONFORMS, text="ดี", by=people.external)

    with django_assert_num_queries(24):
        dossier = dossier_queries.dossier_of(with_dossier_rows(visited), with_notes=True)
    with django_assert_num_queries(0):
        for make in (reports.dossier_pdf, dossier_workbook.dossier_workbook):
            make(dossier)


def test_after_a_correction_the_corrected_values_count(at, people):
    published = at(Status.PUBLISHED)
    colleague = builders.UserBuilder(role=Role.ADMINISTRATOR)
    correction = builders.propose(published, by=people.administrator)
    corrections.approve_correction(correction=correction, by=colleague)

    dossier = dossier_queries.dossier_of(with_dossier_rows(published), with_notes=True)

    report = level_queries.explanation_context(with_dossier_rows(published))
    assert (dossier.explanation, dossier.level_lines) == (report["explanation"], report["level_lines"])
    assert [line.counted for line in dossier.lines if line.indicator.code == "EN9.1"] == ["1"]
    sheets = load_workbook(BytesIO(dossier_workbook.dossier_workbook(dossier)))
    (row,) = list(sheets["การแก้ไขหลังเผยแพร่"].iter_rows(min_row=4, values_only=True))
    assert (row[2], row[4], row[5]) == ("EN9.1", "1", "พิมพ์ผิด")
    assert reports.dossier_pdf(dossier).startswith(b"%PDF-")
