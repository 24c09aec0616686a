"""What explains the indicators in a workbook: a sheet and comments, which come back in any form."""

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.utils import translation
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from assessments.entry.documents import guidance_sheet
from assessments.entry.domain import workbook as workbook_domain
from indicators.criteria.domain.framework import NO_GUIDANCE
from tests.assessments.entry.workbooks import (
    changes_in,
    edited,
    place_of,
    refusals_in,
    with_parts,
)

TITLE = "คำอธิบายตัวชี้วัด"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"


def sheet_of(content):
    return load_workbook(BytesIO(content))[TITLE]


def comment_at(content, edition, code, key="value"):
    """Return the text of a comment, None without one."""
    title, address = place_of(edition, code, key)
    comment = load_workbook(BytesIO(content))[title][address].comment
    return comment and comment.text


def as_saved_by_libreoffice(content):
    """Return the workbook with the names that LibreOffice gives to comments, and the drawing it adds."""
    names = {
        r"/xl/comments/comment(\d+)\.xml": r"/xl/comments\1.xml",
        r"/xl/drawings/commentsDrawing(\d+)\.vml": r"/xl/drawings/vmlDrawing\1.vml",
    }

    def renamed(text):
        for old, new in names.items():
            text = re.sub(old, new, text)
        return text

    saved = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(saved, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename.endswith((".rels", "[Content_Types].xml")):
                text = renamed(text.decode()).encode()
            new.writestr(renamed(f"/{part.filename}")[1:], text)
        new.writestr("xl/drawings/drawing1.xml", f'<xdr:wsDr xmlns:xdr="{DRAWING}"/>')
    return saved.getvalue()


def with_threads(content):
    """Return the workbook with the parts of conversations that Excel adds to comments."""
    people = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    return with_parts(
        content,
        {
            "xl/persons/person.xml": f'<personList xmlns="{people}"/>',
            "xl/threadedComments/threadedComment1.xml": f'<ThreadedComments xmlns="{people}"/>',
        },
    )


def test_the_sheet_has_a_line_for_each_indicator_and_each_step(filled_form, edition):
    sheet = sheet_of(filled_form)

    rows = list(sheet.iter_rows(min_row=workbook_domain.HEADING_ROW + 1, values_only=True))
    steps = sum(len(indicator.steps) for indicator in edition.indicators)
    first, guidance = rows[0], edition.indicators[0].guidance
    assert len(rows) == len(edition.indicators) + steps
    assert [row[0] for row in rows if not str(row[1]).startswith("ขั้น ")] == list(edition.by_code)
    assert first[1:7] == (
        *(edition.indicators[0].short_name_th, guidance.definition_th, guidance.counts_th),
        *(guidance.period_th, guidance.data_source_th, guidance.holder_th),
    )
    assert first[7] == f"{guidance.example_th}\n100 × 38 ÷ 40 = ร้อยละ 95"
    assert [line for line in guidance.good_evidence_th.splitlines() if f"• {line}" not in first[8]] == []
    assert (sheet.protection.sheet, sheet.page_setup.orientation) == (True, "landscape")
    assert max(sheet.row_dimensions[row].height for row in range(5, len(rows) + 5)) < 409


def test_the_first_cell_of_an_indicator_says_what_its_value_is(filled_form, edition):
    content = filled_form
    guidance = edition.by_code["EC2.2"].guidance

    assert comment_at(content, edition, "EC2.2") == "\n".join(
        [
            guidance.definition_th,
            f"ช่วงเวลา: {guidance.period_th}",
            f"ที่มาของข้อมูล: {guidance.data_source_th}",
        ]
    )


def test_the_cell_of_a_choice_lists_its_steps(filled_form, edition):
    text = comment_at(filled_form, edition, "EN9.2")

    steps = [f"ขั้น {step.step}: {step.text_th}" for step in edition.by_code["EN9.2"].steps]
    assert text.splitlines()[-6:] == steps


def test_a_cell_of_a_shared_quantity_says_what_is_counted(filled_form, edition):
    content, factories = filled_form, edition.quantities[0]

    assert comment_at(content, edition, "PH1.1", "whole") == (
        f"ข้อมูลพื้นฐาน: {factories.name_th}\n{factories.definition_th}"
    )
    assert comment_at(content, edition, "EN1.1", "whole") is None


def test_a_comment_is_large_enough_to_be_read(filled_form):
    for sheet in load_workbook(BytesIO(filled_form)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment:
                    lines = guidance_sheet._height(cell.comment.text)
                    assert lines <= 600, cell.coordinate


def test_an_indicator_without_explanations_has_no_comment(edition):
    indicator = edition.by_code["EC2.2"]
    bare = type(indicator)(
        **{
            **{name: getattr(indicator, name) for name in ("code", "kind", "direction", "thresholds")},
            "gate": False,
            "formula": "direct",
            "guidance": NO_GUIDANCE,
        }
    )

    assert guidance_sheet._of_indicator(bare) == []


def test_the_sheet_has_no_column_that_is_empty_in_every_line(edition):
    bare = replace(edition, dimensions=tuple(map(unexplained, edition.dimensions)))
    sheet = Workbook().active

    with translation.override("th"):
        guidance_sheet.write_guidance(sheet, bare)

    headings, first = ([cell.value for cell in sheet[row]] for row in (4, 5))
    assert headings == ["รหัส", "ตัวชี้วัด", "หลักฐาน"]
    assert first[2].startswith("• ")


def unexplained(dimension):
    """Return a dimension as an edition without explanations has it."""
    aspects = [
        replace(
            aspect,
            indicators=tuple(
                replace(indicator, guidance=NO_GUIDANCE, steps=(), short_name_th="", short_name_en="")
                for indicator in aspect.indicators
            ),
        )
        for aspect in dimension.aspects
    ]
    return replace(dimension, aspects=tuple(aspects))


@pytest.mark.parametrize(
    "saved",
    [
        pytest.param(edited, id="by a library"),
        pytest.param(as_saved_by_libreoffice, id="by LibreOffice"),
        pytest.param(with_threads, id="with conversations"),
    ],
)
def test_explanations_brought_back_change_nothing(filled_form, upload, saved):
    page = upload(saved(filled_form))

    assert (page.context["form"].errors, changes_in(page), refusals_in(page)) == ({}, [], [])


def remove_sheet(workbook):
    del workbook[TITLE]


def hide_sheet(workbook):
    workbook[TITLE].sheet_state = "hidden"


def write_into_sheet(workbook):
    workbook[TITLE]["C5"] = "=1+1"
    workbook[TITLE]["Z99"] = "จด"


def change_comments(workbook):
    sheet = workbook.worksheets[1]
    sheet["D5"].comment = None
    sheet["A1"].comment = Comment("ถามผู้ประสานงาน", "officer")


@pytest.mark.parametrize(
    "change",
    [remove_sheet, hide_sheet, write_into_sheet, change_comments],
    ids=lambda change: change.__name__.replace("_", " "),
)
def test_nothing_is_read_from_explanations(filled_form, edition, upload, change):
    title, address = place_of(edition, "EC2.2")

    page = upload(edited(filled_form, {(title, address): 9}, change=change))

    assert refusals_in(page) == []
    assert [(code, new) for _, code, _, new in changes_in(page)] == [("EC2.2", "9")]


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        pytest.param(
            "xl/drawings/_rels/vmlDrawing1.vml.rels",
            f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{KIND}/image"'
            ' Target="https://example.org/x.png" TargetMode="External"/></Relationships>',
            "links",
            id="a picture of another server",
        ),
        pytest.param("xl/embeddings/oleObject1.bin", "x", "embedded", id="an embedded object"),
        pytest.param("xl/activeX/activeX1.xml", "<x/>", "macros", id="a control"),
        pytest.param("xl/vbaProject.bin", "x", "macros", id="a macro"),
    ],
)
def test_what_is_dangerous_beside_a_comment_is_refused(filled_form, upload, name, text, reason):
    page = upload(with_parts(as_saved_by_libreoffice(filled_form), {name: text}))

    assert [error.code for error in page.context["form"].errors.as_data()["file"]] == [reason]
