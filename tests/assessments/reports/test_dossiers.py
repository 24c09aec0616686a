"""Contents of dossier, audit report and checklist; their totals equal those of the screen."""

import re
import subprocess
from collections import Counter
from dataclasses import replace
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from assessments.audit.actions import comments as comment_actions
from assessments.audit.domain import VerdictKind
from assessments.audit.models.comments import InternalNote
from assessments.audit.queries import audits
from assessments.corrections.actions import corrections
from assessments.evidence import queries
from assessments.explanation import results as explanation_results
from assessments.explanation.queries import levels as level_queries
from assessments.pages.screens.assessment import AssessmentPage
from assessments.reports.documents import dossier_workbook
from assessments.reports.queries import dossier as dossier_queries
from assessments.visits import actions as visits_actions
from assessments.visits.domain import Tone
from assessments.workflow.domain import STAGES, Status
from ecotown.accounts.models import Role
from ecotown.common.thai import formats, numerals
from indicators.criteria.domain.framework import NO_GUIDANCE
from indicators.criteria.words.values import with_unit
from tests import builders
from tests.assessments.reports.conftest import (
    AREA,
    COMMENT,
    FINDING,
    NAMES,
    NOTE,
    PROVINCE,
    with_dossier_rows,
)
from tests.assessments.sources import plain_text, report_text
from tests.papers import CODE, has_arabic_date

pytestmark = pytest.mark.django_db
PAPERS = [
    (name, kind)
    for name in ("empty", "of-the-province", "full")
    for kind in ("dossier", "audit-report", "checklist")
]
MARGINS = (20, 18)  # of a page of a report above and below, in millimetres


def computed_levels(assessment):
    """Return the stored levels of the audited values."""
    stored = explanation_results.compute_level(assessment_id=assessment.pk, revision=assessment.revision)
    return stored.audited_explanation["levels"]


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
    for stage, first in zip(STAGES, (7, 14), strict=True):
        held = Counter(ruling.kind if ruling else "" for ruling in audit.rulings(stage).values())
        assert facts[first : first + 6] == [held[kind] for kind in [*VerdictKind, ""]]


def test_the_totals_of_the_pdf_are_those_of_the_screen(visited, story):
    paper, dossier = story.papers["full", "dossier"], story.dossiers["full"]
    totals = [f"{level['met']}/{level['counted']}" for level in computed_levels(visited)]
    wanted = [*totals, *dossier.edition.by_code, NOTE, COMMENT, FINDING]

    assert [text for text in wanted if text not in paper.text] == []
    assert paper.missing([evidence.sha256[:40] for evidence in dossier.files]) == []


@pytest.mark.parametrize("code", ["EN1.1", "EN9.1", "PH1.2"])
def test_a_value_is_written_as_on_the_screen(client, visited, story, code):
    client.force_login(story.people.external)
    page = client.get(reverse("assessments:audit-indicator", args=[visited.pk, code]))
    screen = plain_text(page.content.decode())
    (line,) = [line for line in story.dossiers["full"].lines if line.indicator.code == code]
    value = with_unit(line.card.result.value, line.indicator)
    numbers = [formats.number(given) for _input, given in line.card.inputs]

    assert [text for text in (value, *numbers) if text not in screen] == []
    assert story.papers["full", "dossier"].missing([value, " / ".join(numbers)]) == []


@pytest.mark.parametrize("paper", PAPERS, ids="-".join)
def test_dates_and_headings_have_thai_digits(story, paper):
    shown = story.papers[paper]

    assert [line.text for page in shown.pages for line in page.lines if has_arabic_date(line.text)] == []
    headings = [CODE.sub("", heading) for heading in shown.headings if not CODE.match(heading)]
    assert [heading for heading in headings if set(heading) & set("0123456789")] == []
    assert ("ตัวชี้วัดทั้ง ๔๑ ตัว" in "".join(headings)) == (paper[1] == "dossier")
    assert shown.missing([f"ปีงบประมาณ {numerals.digits(story.assessment.cycle.year)}"]) == []


@pytest.mark.parametrize("paper", PAPERS, ids="-".join)
def test_no_name_is_split_over_two_lines(story, paper):
    codes = list(story.dossiers["full"].edition.by_code)

    assert story.papers[paper].split_names([*NAMES, AREA, PROVINCE, *codes]) == []


@pytest.mark.parametrize("paper", PAPERS, ids="-".join)
def test_every_page_but_the_last_is_filled_by_a_quarter(story, paper):
    filled = [page.filled(*MARGINS) for page in story.papers[paper].pages]

    assert [share for share in filled[:-1] if share < 0.25] == []


@pytest.mark.parametrize("paper", PAPERS, ids="-".join)
def test_a_screen_reader_is_told_language_title_and_structure(story, paper):
    language, is_marked, title, kinds = story.papers[paper].structure

    assert (language, is_marked, AREA in title) == ("th", True, True)
    assert {"/H2", "/H3", "/P", "/Table", "/TR", "/TH", "/TD"} <= kinds


def test_no_number_of_the_database_stands_in_a_dossier(story):
    dossier = story.dossiers["full"]
    workbook = load_workbook(BytesIO(dossier_workbook.dossier_workbook(dossier)))

    history = [cell.value for cell in workbook["ประวัติ"][3]]
    assert history[:2] == ["เวลา", "ผู้ดำเนินการ"]
    assert "ครั้งที่แก้ไขค่า" not in {cell.value for cell in workbook["สรุป"]["A"]}
    assert "ฉบับแก้ไขที่" not in story.papers["full", "dossier"].text


def test_an_annex_explains_the_indicators(story):
    dossier = story.dossiers["full"]
    watch, steps = dossier.edition.by_code["EN9.1"], dossier.edition.by_code["EN9.2"].steps

    cells = {
        str(cell.value)
        for cell in load_workbook(BytesIO(dossier_workbook.dossier_workbook(dossier)))["คำอธิบายตัวชี้วัด"]["C"]
    }

    shown = story.papers["full", "dossier"].text
    annex = shown[shown.rindex(dossier.events[-1].label) :]
    codes = re.findall(r"^([A-Z]{2}\d+\.\d+)\s", annex, re.MULTILINE)
    assert codes == list(dossier.edition.by_code)
    assert {watch.guidance.definition_th, *(step.text_th for step in steps)} <= cells


def test_a_dossier_without_explanations_has_no_annex(story):
    dossier = story.dossiers["full"]
    indicators = [replace(item, guidance=NO_GUIDANCE, steps=()) for item in dossier.edition.indicators]
    aspect = replace(dossier.edition.dimensions[0].aspects[0], indicators=tuple(indicators))
    dimension = replace(dossier.edition.dimensions[0], aspects=(aspect,))
    bare = replace(dossier, edition=replace(dossier.edition, dimensions=(dimension,)))

    workbook = load_workbook(BytesIO(dossier_workbook.dossier_workbook(bare)))

    assert (bare.explained, "คำอธิบายตัวชี้วัด" in workbook.sheetnames) == ([], False)


def test_the_province_gets_no_internal_note(story):
    dossier = story.dossiers["of-the-province"]

    cells = {str(cell.value) for cell in every_cell(dossier_workbook.dossier_workbook(dossier))}
    texts = {kind: paper.text for (name, kind), paper in story.papers.items() if name == "of-the-province"}

    assert InternalNote.objects.get().text == NOTE
    assert [text for text in [*cells, *texts.values()] if NOTE in text] == []
    assert COMMENT in cells
    assert COMMENT in texts["dossier"]


def test_reports_are_upright_with_embedded_fonts(story):
    path = story.papers["full", "dossier"].path

    facts = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    lines = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout

    assert re.search(r"595\.2\d+ x 841\.89 pts \(A4\)", facts)
    assert all("Sarabun" in line and " yes yes " in line for line in lines.splitlines()[2:])


def test_what_people_typed_is_never_a_formula(visited, story):
    text = "=HYPERLINK(1)"
    comment_actions.open_thread(assessment=visited, code="EN1.1", text=text, by=story.people.external)

    cells = every_cell(
        dossier_workbook.dossier_workbook(dossier_queries.dossier_of(visited, with_notes=True))
    )

    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert [cell.quotePrefix for cell in cells if cell.value == text] == [True]


def test_the_audit_report_tells_what_was_changed_and_returned(story):
    shown = story.papers["full", "audit-report"].text

    codes = set(re.findall(r"^\s*([A-Z]{2}\d+\.\d+)\s", shown, re.MULTILINE))
    assert {"EN1.1", "EN9.1", "SO1.1"} <= codes
    assert FINDING in shown


@pytest.mark.parametrize("more", [1, 3])
def test_a_dossier_takes_the_same_queries_for_any_number_of_rows(
    visited, story, more, django_assert_num_queries
):
    people = story.people
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

    with django_assert_num_queries(25):
        dossier = dossier_queries.dossier_of(with_dossier_rows(visited), with_notes=True)
    with django_assert_num_queries(0):
        report_text(dossier)
        dossier_workbook.dossier_workbook(dossier)


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
    assert "พิมพ์ผิด" in report_text(dossier)
