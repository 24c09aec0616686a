"""Workbooks as people fill them in and as their programs save them."""

from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core import signing
from openpyxl.styles import PatternFill

from assessments.entry import queries
from assessments.entry.actions import entries as actions
from assessments.entry.documents import seal as seal_documents
from assessments.entry.domain.values import EntryValue
from ecotown.common.workbooks.reading import read_sheets
from tests.assessments.entry.workbooks import (
    changed,
    changes_in,
    downloaded,
    edited,
    first_form,
    place_of,
    refusals_in,
    with_parts,
)

SHEET = "xl/worksheets/sheet3.xml"  # of the first dimension
FORMATS = ["0%", "0.00%", "[Red]0%", "[$-41E]0.0%;[Red]\\-0.0%", "#,##0 %", "[>=1]0%;0.0%", "[$-D07041E]0%"]


def formatted(content, edition, code, key, value, number_format):
    """Return the workbook with a number that is shown in another format."""
    title, address = place_of(edition, code, key)

    def change(workbook):
        workbook[title][address].value = value
        workbook[title][address].number_format = number_format

    return edited(content, change=change)


def part_of(content, name):
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(name).decode()


def with_text(content, place, xml):
    """Return the workbook with `xml` as the content of a cell, as another program writes it."""
    marked = edited(content, {place: "MARK"})
    with ZipFile(BytesIO(marked)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}
    name, text = next((name, text) for name, text in parts.items() if ">MARK</t>" in text)
    return with_parts(marked, {name: text.replace("MARK</t>", f"{xml}</t>")})


@pytest.mark.parametrize("number_format", FORMATS)
def test_a_percentage_counts_as_it_is_shown(filled, filled_form, edition, upload, confirm, number_format):
    content = formatted(filled_form, edition, "SO1.1", "value", 0.85, number_format)

    page = upload(content)
    confirm(page)

    assert [
        (change.indicator.code, change.shown, change.new) for change in page.context["preview"].changes
    ] == [("SO1.1", "85 %", "85")]
    assert "85 % → 85</strong>" in page.content.decode()
    assert queries.entered_values(filled)["SO1.1"] == EntryValue(value=Decimal(85))


@pytest.mark.parametrize(
    ("stored", "value"),
    [
        (0.07, "7"),
        (0.8523, "85.23"),
        (0.85230000000000006, "85.23"),
        (0.00005, "0.005"),
        (1, "100"),
        (0, "0"),
    ],
)
def test_a_percentage_is_exactly_what_was_typed(filled_form, edition, upload, stored, value):
    page = upload(formatted(filled_form, edition, "SO1.1", "value", stored, "0.00%"))

    assert [new for _, _, _, new in changes_in(page)] == [value]


@pytest.mark.parametrize(
    ("number_format", "value"),
    [
        pytest.param('0"%"', "85", id="a sign that is only written"),
        pytest.param("0\\%", "85", id="a sign that is only written, in another way"),
        pytest.param("0.0_%", "85", id="a space as wide as the sign"),
        pytest.param("[$%-409]0", "85", id="a sign for a currency"),
    ],
)
def test_a_format_that_only_writes_the_sign_changes_nothing(
    filled_form, edition, upload, number_format, value
):
    page = upload(formatted(filled_form, edition, "SO1.1", "value", 85, number_format))

    assert [(change.shown, change.new) for change in page.context["preview"].changes] == [("", value)]


@pytest.mark.parametrize("text", ["85%", "๘๕ %", "\uff18\uff15\uff05", "\u202d85\u00a0%\u202c"])
def test_a_percentage_typed_as_a_text_counts_too(filled_form, edition, upload, text):
    page = upload(changed(filled_form, edition, {("SO1.1", "value"): text}))

    assert [new for _, _, _, new in changes_in(page)] == ["85"]


@pytest.mark.parametrize(
    ("code", "key", "value"),
    [
        pytest.param("EN9.1", "value", 0.85, id="a number"),
        pytest.param("EC2.2", "value", 1, id="a count"),
        pytest.param("EN1.1", "part", 0.85, id="the part of a percentage"),
        pytest.param("EN1.1", "whole", 1, id="the whole of a percentage"),
        pytest.param("PH1.2", "value", 1, id="yes or no"),
        pytest.param("EN9.2", "value", 1, id="a step"),
        pytest.param("SO1.1", "reason", 0.85, id="a reason"),
    ],
)
def test_a_percentage_anywhere_else_is_a_fault_of_its_cell(filled_form, edition, upload, code, key, value):
    page = upload(formatted(filled_form, edition, code, key, value, "0%"))

    assert [
        (refusal.sheet, refusal.address, refusal.reason) for refusal in page.context["preview"].refusals
    ] == [(*place_of(edition, code, key), "percent")]
    assert page.context["confirmation"] == ""


def set_all_heights(workbook):
    sheet = first_form(workbook)
    for row in range(1, 3_000):
        sheet.row_dimensions[row].height = 39.75


def format_empty_rows(workbook):
    sheet = first_form(workbook)
    for row in range(100, 2_600):
        sheet.cell(row, 4).fill = PatternFill("solid", fgColor="FFF5DC")


def hide_empty_rows(workbook):
    sheet = first_form(workbook)
    for row in range(100, 2_600):
        sheet.row_dimensions[row].hidden = True


def format_a_far_cell(workbook):
    first_form(workbook)["XFD1048576"].number_format = "0%"


def type_what_nobody_sees(workbook):
    first_form(workbook)["K2000"] = " \u200b\u00a0"


@pytest.mark.parametrize(
    "change",
    [set_all_heights, format_empty_rows, hide_empty_rows, format_a_far_cell, type_what_nobody_sees],
    ids=lambda change: change.__name__.replace("_", " "),
)
def test_where_nothing_stands_nothing_is_counted(filled_form, upload, change):
    page = upload(edited(filled_form, change=change))

    assert (page.context["form"].errors, changes_in(page), refusals_in(page)) == ({}, [], [])


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param('<row r="1048576" ht="39.75" customHeight="1"/>', id="one at the end"),
        pytest.param('<row r="900" s="3" customFormat="1" hidden="1"/>' * 50_000, id="many of them"),
        pytest.param('<row r="901"><c r="A901" s="3"/><c r="XFD901"/></row>' * 20_000, id="many empty cells"),
    ],
)
def test_empty_rows_are_nothing_wherever_they_stand(filled_form, upload, rows):
    content = filled_form
    text = part_of(content, SHEET).replace("</sheetData>", f"{rows}</sheetData>")

    page = upload(with_parts(content, {SHEET: text}))

    assert (page.context["form"].errors, changes_in(page), refusals_in(page)) == ({}, [], [])


@pytest.mark.parametrize("address", ["D1048576", "XFD5"])
def test_something_far_away_is_told_at_its_place(filled_form, upload, address):
    page = upload(edited(filled_form, {("PH มิติกายภาพ", address): 5}))

    assert refusals_in(page) == [("PH มิติกายภาพ", address, "")]


UNSEEN = "\u200b\ufeff\u202d\u00a0\u202f"  # the fields are tested with all of them


@pytest.mark.parametrize("mark", [pytest.param(mark, id=f"U+{ord(mark):04X}") for mark in UNSEEN])
def test_what_nobody_sees_in_a_cell_is_ignored(filled_form, edition, upload, mark):
    typed = {
        ("EC2.2", "value"): f"{mark}1{mark}2{mark}",
        ("MG3.2", "value"): f"{mark}ไม่{mark}มี{mark}",
        ("EN9.2", "value"): f"{mark}\uff15{mark}",
        ("EN8.2", "not_applicable"): f"{mark}ใช่{mark}",
        ("EN8.2", "reason"): "ไม่มีโรงงานกลุ่มเสี่ยง",
    }

    page = upload(changed(filled_form, edition, typed))

    assert refusals_in(page) == []
    assert {code: new for _, code, _, new in changes_in(page) if code != "EN8.2"} == {
        "EC2.2": "12",
        "MG3.2": "ไม่มี",
        "EN9.2": "5",
    }


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        pytest.param("ก_x000D_\nข", "ก\nข", id="a carriage return and a line break"),
        pytest.param("ก_x000D__x000A_ข", "ก\nข", id="both by number"),
        pytest.param("ก_x000A_ข", "ก\nข", id="a line break by number"),
        pytest.param("ก_x000D_ข", "ก\nข", id="a carriage return alone"),
        pytest.param("_x0e01_ข", "กข", id="a letter by number"),
        pytest.param("_xD83C__xDF3F_", "🌿", id="a letter by two numbers"),
        pytest.param("_x005F_x000D_", "_x000D_", id="what looks like a number"),
        pytest.param("_x00_ _xZZZZ_", "_x00_ _xZZZZ_", id="what is no number"),
    ],
)
def test_letters_written_by_number_are_the_letters(
    filled, filled_form, edition, upload, confirm, written, reason
):
    content = changed(filled_form, edition, {("EN8.2", "not_applicable"): "ใช่"})

    confirm(upload(with_text(content, place_of(edition, "EN8.2", "reason"), written)))

    assert queries.entered_values(filled)["EN8.2"] == EntryValue(not_applicable=True, reason=reason)


@pytest.mark.parametrize("reason", ["_x000D_", "ก_x005F_x000A_ข", "_x0041__x0042_", "_x", "__x000d__"])
def test_a_reason_that_looks_like_such_a_number_survives_the_round_trip(draft, officer, upload, reason):
    entry_value = EntryValue(not_applicable=True, reason=reason)
    actions.save_entries(assessment=draft, values={"SO1.1": entry_value}, by=officer)

    page = upload(downloaded(draft))

    assert (changes_in(page), refusals_in(page)) == ([], [])


def test_a_seal_that_looks_like_such_a_number_is_read_as_it_was_written(draft, monkeypatch):
    monkeypatch.setattr(signing, "dumps", lambda *_values, **_options: "ab_x0041_cd")

    content = downloaded(draft)

    seal = read_sheets(content, known={seal_documents.SEAL_SHEET})[seal_documents.SEAL_SHEET]
    assert seal == {(1, 1): ("text", "ab_x0041_cd")}


def test_strict_open_xml_says_what_to_save_it_as(empty_form, upload):
    content = empty_form
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    text = part_of(content, "xl/workbook.xml").replace(
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main", strict
    )

    page = upload(with_parts(content, {"xl/workbook.xml": text}))

    assert list(page.context["form"].errors["file"]) == [
        "ไฟล์นี้บันทึกแบบ Strict Open XML โปรดบันทึกเป็น Excel Workbook (.xlsx)"
    ]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_of_others_is_ignored(filled_form, upload, state):
    def add(workbook):
        workbook.create_sheet("WpsReserved_CellImgList")["A1"] = "x"
        workbook["WpsReserved_CellImgList"].sheet_state = state

    page = upload(edited(filled_form, change=add))

    assert (page.context["form"].errors, changes_in(page), refusals_in(page)) == ({}, [], [])


def test_a_sheet_of_ours_counts_though_it_was_hidden(filled_form, edition, upload):
    title, address = place_of(edition, "EC2.2")

    def hide(workbook):
        workbook[title].sheet_state = "hidden"
        workbook[title][address] = 9

    page = upload(edited(filled_form, change=hide))

    assert [(code, new) for _, code, _, new in changes_in(page)] == [("EC2.2", "9")]


def add_sheet(workbook):
    workbook.create_sheet("แผ่นงานของฉัน")["A1"] = 1


def add_chart(workbook):
    workbook.create_chartsheet("แผ่นงานของฉัน")


def add_large_sheet(workbook):
    sheet = workbook.create_sheet("แผ่นงานของฉัน")
    for row in range(3_000):
        sheet.append([row, row])


@pytest.mark.parametrize(
    "add", [add_sheet, add_chart, add_large_sheet], ids=["sheet", "chart", "large sheet"]
)
def test_a_visible_sheet_of_others_is_named(filled_form, upload, add):
    page = upload(edited(filled_form, change=add))

    refusal = page.context["preview"].refusals[0]
    assert (refusal.sheet, refusal.reason) == ("แผ่นงานของฉัน", "sheet-unknown")
    assert refusal.message == "แผ่นงาน “แผ่นงานของฉัน” ไม่ใช่แผ่นงานของแบบกรอกนี้ โปรดลบออกจากไฟล์"
