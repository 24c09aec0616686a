"""The round trip through Excel: what is written, what comes back, and what is refused."""

import json
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from assessments.entry import queries as entry_queries
from assessments.entry.actions import entries as entry_actions
from assessments.entry.actions import quantities as quantity_actions
from assessments.entry.documents import workbook as workbook_documents
from assessments.entry.domain import workbook as workbook_domain
from assessments.entry.domain.values import EntryValue
from assessments.submission import actions as submission_actions
from assessments.workflow import queries as workflow_queries
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from ecotown.common.history import recording
from tests import builders
from tests.assessments.entry.workbooks import (
    changed,
    changes_in,
    downloaded,
    edited,
    first_form,
    place_of,
    quantity_place,
    refusals_in,
    with_parts,
)

FIVE = {
    ("EC2.2", "value"): 9,
    ("EN1.1", "part"): 17,
    ("EN1.1", "whole"): 41,
    ("SO1.1", "value"): "๗๗.๕",
    ("MG3.2", "value"): "ไม่มี",
}


@pytest.mark.parametrize("is_filled", [False, True], ids=["empty", "filled"])
def test_a_workbook_brought_back_as_it_is_changes_nothing(draft, officer, upload, is_filled):
    if is_filled:
        builders.fill_in(draft, officer)

    page = upload(downloaded(draft))

    assert (changes_in(page), refusals_in(page)) == ([], [])
    assert "workbook/import" not in page.content.decode()


def test_five_changed_cells_are_five_changes_and_the_same_file_again_is_none(
    filled, filled_form, edition, upload, confirm
):
    stored = entry_queries.entered_values(filled)
    content = changed(filled_form, edition, FIVE)

    page = upload(content)
    preview = page.context["preview"]
    unsaved = entry_queries.entered_values(filled)
    answer = confirm(page)
    again = upload(content)

    assert [(change.indicator.code, change.new) for change in preview.changes] == [
        ("EC2.2", "9"),
        ("EN1.1", "17"),
        ("EN1.1", "41"),
        ("SO1.1", "77.5"),
        ("MG3.2", "ไม่มี"),
    ]
    assert (preview.refusals, unsaved) == ([], stored)
    assert answer.redirect_chain == [(filled.get_absolute_url(), 302)]
    assert entry_queries.entered_values(filled) == stored | {
        "EC2.2": EntryValue(value=Decimal(9)),
        "EN1.1": EntryValue(inputs={"part": Decimal(17), "whole": Decimal(41)}),
        "SO1.1": EntryValue(value=Decimal("77.5")),
        "MG3.2": EntryValue(value=Decimal(0)),
    }
    assert (changes_in(again), refusals_in(again)) == ([], [])


def test_an_import_leaves_the_checksum_of_the_file_in_the_history(
    filled, filled_form, edition, upload, confirm
):
    page = upload(changed(filled_form, edition, FIVE))

    confirm(page)

    rows = list(recording.events_of(filled.history_subject))[-2:]
    assert [row.name for row in rows] == ["entries-saved", "workbook-imported"]
    assert sorted(rows[0].data["changes"]) == ["EC2.2", "EN1.1", "MG3.2", "SO1.1"]
    assert rows[1].data == {"revision": filled.revision + 1, "sha256": page.context["preview"].sha256}


@pytest.mark.parametrize(
    "reason",
    [
        "ไม่มีโรงงานในพื้นที่",
        "- ข้อหนึ่ง\r\n- ข้อสอง",
        "=1+1",
        "+66 2 000 0000",
        "@สำนักงาน",
        "#N/A",
        "bell \x07 <b>&amp;</b>",
        "ก" * 2000,
    ],
    ids=repr,
)
def test_every_reason_survives_the_round_trip(draft, officer, upload, reason):
    entry_value = EntryValue(not_applicable=True, reason=reason)
    entry_actions.save_entries(assessment=draft, values={"SO1.1": entry_value}, by=officer)

    page = upload(downloaded(draft))

    assert (changes_in(page), refusals_in(page)) == ([], [])


def test_nothing_in_the_workbook_is_a_formula(draft, officer):
    entry_value = EntryValue(not_applicable=True, reason="=HYPERLINK(1)")
    entry_actions.save_entries(assessment=draft, values={"SO1.1": entry_value}, by=officer)

    workbook = load_workbook(BytesIO(downloaded(draft)))

    kinds = {cell.data_type for sheet in workbook for row in sheet.iter_rows() for cell in row}
    assert kinds == {"s", "n"}  # an empty cell counts as a number


def test_what_does_not_apply_comes_with_its_reason(filled, filled_form, edition, upload, confirm):
    content = changed(
        filled_form,
        edition,
        {("EN8.2", "not_applicable"): "ใช่", ("EN8.2", "reason"): "ไม่มีโรงงานกลุ่มเสี่ยง"},
    )

    confirm(upload(content))

    assert entry_queries.entered_values(filled)["EN8.2"] == EntryValue(
        not_applicable=True, reason="ไม่มีโรงงานกลุ่มเสี่ยง"
    )
    assert changes_in(upload(content)) == []


def test_an_emptied_cell_is_a_change_too(filled, filled_form, edition, upload, confirm):
    page = upload(changed(filled_form, edition, {("EC2.2", "value"): None}))
    confirm(page)

    assert [(code, new) for _, code, _, new in changes_in(page)] == [("EC2.2", "")]
    assert entry_queries.entered_values(filled)["EC2.2"] == EntryValue()


@pytest.mark.parametrize(
    ("code", "key", "value", "places"),
    [
        pytest.param("SO1.1", "value", "มาก", ["value"], id="text for a number"),
        pytest.param("SO1.1", "value", "=1+1", ["value"], id="a formula"),
        pytest.param("SO1.1", "value", "#DIV/0!", ["value"], id="the error of a formula"),
        pytest.param("SO1.1", "value", True, ["value"], id="true for a number"),
        pytest.param("SO1.1", "value", 101, ["value"], id="more than a hundred percent"),
        pytest.param("SO1.1", "value", 0.12345, ["value"], id="more places than are kept"),
        pytest.param("SO1.1", "value", 1e300, ["value"], id="a number beyond any sense"),
        pytest.param("EC2.2", "value", 2.5, ["value"], id="half a group"),
        pytest.param("EN9.2", "value", 6, ["value"], id="a step that is none"),
        pytest.param("PH1.2", "value", "อาจจะ", ["value"], id="neither yes nor no"),
        pytest.param("EN1.1", "part", 10**6, ["part"], id="part above whole"),
        pytest.param("EN1.1", "whole", -1, ["part", "whole"], id="a negative whole"),
        pytest.param("SO1.1", "not_applicable", "ไม่", ["not_applicable"], id="a tick that is none"),
        pytest.param("SO1.1", "not_applicable", "ใช่", ["reason"], id="not applicable without a reason"),
        pytest.param("SO1.1", "reason", "ลืมเลือก", ["reason"], id="a reason without the tick"),
        pytest.param("SO1.1", "reason", "=cmd|' /C calc'!A0", ["reason"], id="a formula for a reason"),
    ],
)
def test_a_fault_is_told_at_its_cell_and_nothing_is_saved(
    filled_form, edition, upload, code, key, value, places
):
    content = changed(filled_form, edition, FIVE | {(code, key): value})

    page = upload(content)

    assert refusals_in(page) == [(*place_of(edition, code, place), code) for place in places]
    assert "workbook/import" not in page.content.decode()


@pytest.mark.parametrize("sign", list("=+-@"))
def test_a_text_that_begins_like_a_formula_is_refused_at_its_cell(empty_form, edition, upload, sign):
    def type_texts(workbook):
        for key, text in {"not_applicable": "ใช่", "reason": f"{sign}SUM(A1)"}.items():
            title, address = place_of(edition, "SO1.1", key)
            workbook[title][address].value = text
            workbook[title][address].data_type = "s"

    page = upload(edited(empty_form, change=type_texts))

    assert refusals_in(page) == [(*place_of(edition, "SO1.1", "reason"), "SO1.1")]


def test_all_faults_are_told_at_once_in_reading_order(filled_form, edition, upload):
    wrong = {
        ("SO1.1", "value"): "มาก",
        ("EC2.2", "value"): "=1",
        ("EN9.2", "value"): "=2",
        ("EN1.1", "part"): "x",
    }

    page = upload(changed(filled_form, edition, FIVE | wrong))

    assert [code for _, _, code in refusals_in(page)] == ["EC2.2", "EN1.1", "EN9.2", "SO1.1"]
    assert page.context["confirmation"] == ""


def rename_code(workbook):
    first_form(workbook)["A5"] = "XX1.1"


def swap_rows(workbook):
    sheet = first_form(workbook)
    sheet["C5"].value, sheet["C6"].value = sheet["C6"].value, sheet["C5"].value


def insert_row(workbook):
    workbook.worksheets[6].insert_rows(6)


def write_below(workbook):
    first_form(workbook)["D99"] = 5


def write_aside(workbook):
    first_form(workbook)["K5"] = 5


def change_heading(workbook):
    first_form(workbook)["D4"] = "อื่น"


def remove_sheet(workbook):
    del workbook["SO มิติสังคม"]


def add_sheet(workbook):
    workbook.create_sheet("บันทึก")


@pytest.mark.parametrize(
    ("change", "first"),
    [
        pytest.param(rename_code, ("PH มิติกายภาพ", "A5", "unknown-code"), id="an unknown code"),
        pytest.param(swap_rows, ("PH มิติกายภาพ", "C5", "structure"), id="two rows changed places"),
        pytest.param(insert_row, ("MG มิติการบริหารจัดการ", "A6", "structure"), id="one more row"),
        pytest.param(write_below, ("PH มิติกายภาพ", "D99", "outside"), id="something below the table"),
        pytest.param(write_aside, ("PH มิติกายภาพ", "K5", "outside"), id="something beside the table"),
        pytest.param(change_heading, ("PH มิติกายภาพ", "D4", "structure"), id="another heading"),
        pytest.param(remove_sheet, ("SO มิติสังคม", "", "sheet-missing"), id="a sheet is missing"),
        pytest.param(add_sheet, ("บันทึก", "", "sheet-unknown"), id="a sheet too many"),
    ],
)
def test_a_changed_structure_is_told_at_its_place(filled_form, upload, change, first):
    page = upload(edited(filled_form, change=change))

    refusal = page.context["preview"].refusals[0]
    assert (refusal.sheet, refusal.address, refusal.reason) == first


def test_what_others_saved_since_the_download_is_not_overwritten(
    filled, filled_form, edition, officer, upload
):
    content = changed(filled_form, edition, {("EC2.2", "value"): 9, ("EN9.1", "value"): 8})
    newer = {"EC2.2": EntryValue(value=Decimal(77)), "EC4.2": EntryValue(value=Decimal(1))}
    entry_actions.save_entries(assessment=filled, values=newer, by=officer)

    page = upload(content)

    # EC4.2 was not changed in the file, so the newer value stays.
    assert refusals_in(page) == [(*place_of(edition, "EC2.2"), "EC2.2")]
    assert "“77”" in page.context["preview"].refusals[0].message
    assert "workbook/import" not in page.content.decode()


def test_the_same_newer_value_in_the_file_settles_the_conflict(filled, filled_form, edition, officer, upload):
    content = changed(filled_form, edition, {("EC2.2", "value"): 77})
    entry_actions.save_entries(assessment=filled, values={"EC2.2": EntryValue(value=Decimal(77))}, by=officer)

    page = upload(content)

    assert (changes_in(page), refusals_in(page)) == ([], [])


def test_what_changes_between_preview_and_confirming_stops_the_whole_import(
    filled, filled_form, edition, officer, upload, confirm
):
    page = upload(changed(filled_form, edition, FIVE))
    newer = entry_actions.save_entries(
        assessment=filled, values={"EC2.2": EntryValue(value=Decimal(77))}, by=officer
    ).assessment
    stored = entry_queries.entered_values(filled)

    answer = confirm(page)

    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert entry_queries.entered_values(filled) == stored
    assert Assessment.objects.get(pk=filled.pk).revision == newer.revision


def test_a_locked_assessment_takes_no_workbook(client, at, officer, edition):
    submitted = at(Status.INTERNAL_AUDIT)
    content = changed(downloaded(submitted), edition, FIVE)
    client.force_login(officer)
    url = reverse("assessments:upload-workbook", args=[submitted.pk])

    page = client.post(url, {"file": SimpleUploadedFile("form.xlsx", content)})

    assert page.context["preview"] is None
    assert 'type="file"' not in page.content.decode()


def test_after_a_return_only_what_came_back_is_taken_from_a_workbook(at, edition, upload, confirm):
    returned = at(Status.RETURNED)  # EN1.1, EN9.1 and SO1.1 came back
    stored = entry_queries.entered_values(returned)

    page = upload(changed(downloaded(returned), edition, FIVE))

    locked = {(*place_of(edition, code, "value"), code) for code in ("EC2.2", "MG3.2")}
    assert set(refusals_in(page)) == locked
    assert "workbook/import" not in page.content.decode()

    confirm(upload(changed(downloaded(returned), edition, {("EN1.1", "part"): 17})))

    assert entry_queries.entered_values(returned) == stored | {
        "EN1.1": replace(stored["EN1.1"], inputs={**stored["EN1.1"].inputs, "part": Decimal(17)})
    }


def test_a_preview_confirmed_after_submitting_changes_nothing(
    filled, filled_form, edition, officer, upload, confirm
):
    page = upload(changed(filled_form, edition, FIVE))
    submission_actions.submit(assessment=filled, declared=True, by=officer)
    stored = entry_queries.entered_values(filled)

    answer = confirm(page)

    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert entry_queries.entered_values(filled) == stored


@pytest.mark.parametrize("confirmation", ["", "x", "a:b:c"])
def test_a_made_up_confirmation_saves_nothing(client, draft, officer, confirmation):
    client.force_login(officer)
    url = reverse("assessments:import-workbook", args=[draft.pk])

    answer = client.post(url, {"confirmation": confirmation}, follow=True)

    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert not draft.entries.exists()


def test_the_preview_of_one_person_is_not_confirmed_by_another(
    client, filled, filled_form, edition, province, upload
):
    page = upload(changed(filled_form, edition, FIVE))
    stored = entry_queries.entered_values(filled)
    client.force_login(builders.officer_of(province))

    client.post(
        reverse("assessments:import-workbook", args=[filled.pk]),
        {"confirmation": page.context["confirmation"]},
    )

    assert entry_queries.entered_values(filled) == stored


def test_an_old_preview_is_not_confirmed(filled, filled_form, edition, upload, confirm, time_machine):
    page = upload(changed(filled_form, edition, FIVE))
    stored = entry_queries.entered_values(filled)
    time_machine.move_to("2031-01-01")

    confirm(page)

    assert entry_queries.entered_values(filled) == stored


def codes_of(page):
    return [error.code for error in page.context["form"].errors.get("file", []).as_data()]


def test_the_workbook_of_another_area_is_refused(draft, cycle, province, upload):
    other_area = builders.AreaBuilder(province=province)
    other_assessment = entry_actions.open_assessment(area=other_area, cycle=cycle, by=None)

    assert codes_of(upload(downloaded(other_assessment))) == ["other-assessment"]


def resealed(content, **changes):
    """Return the workbook as another edition would have sealed it."""
    sealed = {"format": 2, "edition": "2565-working", "criteria": "0" * 64, "assessment": 1}
    sealed |= {"seen": {}, "quantities": {}}
    text = signing.dumps(sealed | changes, salt="assessments.workbook", compress=True)

    def change(workbook):
        del workbook["seal"]
        workbook.create_sheet("seal")["A1"] = text

    return edited(content, change=change)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        pytest.param({"edition": "2600"}, "other-edition", id="another edition"),
        pytest.param({}, "other-edition", id="other criteria under the same name"),
        pytest.param({"format": 99}, "no-seal", id="a format to come"),
        pytest.param({"seen": {"EN9.1": {"value": "x"}}}, "no-seal", id="what no download writes"),
    ],
)
def test_a_workbook_of_another_edition_is_refused(empty_form, upload, changes, code):
    assert codes_of(upload(resealed(empty_form, **changes))) == [code]


def test_a_changed_seal_is_refused(empty_form, upload):
    content = empty_form

    def forge(workbook):
        workbook["seal"]["A1"].value = json.dumps({"edition": "2565-working"})

    def remove(workbook):
        del workbook["seal"]

    assert codes_of(upload(edited(content, change=forge))) == ["no-seal"]
    assert codes_of(upload(edited(content, change=remove))) == ["no-seal"]


def plain_workbook():
    content = BytesIO()
    Workbook().save(content)
    return content.getvalue()


def bomb():
    """Return 200 kB that unpack to 200 MB."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b"0" * (200 * 2**20))
    return content.getvalue()


def million_rows():
    content = BytesIO()
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("PH")
    for _ in range(2_500):
        sheet.append([1])
    workbook.save(content)
    return content.getvalue()


def entity_bomb():
    lines = ['<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">']
    lines += [f'<!ENTITY {"bcdefghij"[n]} "{"&" + "abcdefghij"[n] + ";" * 1}">' for n in range(9)]
    return with_parts(
        plain_workbook(), {"xl/workbook.xml": "\n".join([*lines, "]><workbook>&j;</workbook>"])}
    )


def outside_file():
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://x/attachedTemplate" Target="http://evil.example/"'
        ' TargetMode="External"/></Relationships>'
    )
    return with_parts(plain_workbook(), {"xl/worksheets/_rels/sheet1.xml.rels": relations})


def macro_type():
    types = b'<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
    return with_parts(plain_workbook(), {"[Content_Types].xml": types})


@pytest.mark.parametrize(
    ("make", "code"),
    [
        pytest.param(lambda: b"MZ" + b"0" * 100, "not-a-workbook", id="a program with another name"),
        pytest.param(lambda: b"%PDF-1.7", "not-a-workbook", id="a PDF"),
        pytest.param(lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "locked", id="an old or locked file"),
        pytest.param(lambda: plain_workbook()[:2000], "damaged", id="cut off"),
        pytest.param(lambda: with_parts(plain_workbook(), {"a.txt": ""})[:-30], "damaged", id="no directory"),
        pytest.param(
            lambda: with_parts(plain_workbook(), {"xl/workbook.xml": "<"}), "damaged", id="broken XML"
        ),
        pytest.param(plain_workbook, "no-seal", id="a workbook of someone else"),
        pytest.param(bomb, "too-large", id="a zip bomb"),
        pytest.param(
            lambda: with_parts(plain_workbook(), {f"xl/x{n}.xml": "" for n in range(300)}),
            "too-large",
            id="a file of many parts",
        ),
        pytest.param(entity_bomb, "damaged", id="an entity bomb"),
        pytest.param(million_rows, "too-many-rows", id="too many rows"),
        pytest.param(lambda: with_parts(plain_workbook(), {"xl/vbaProject.bin": "x"}), "macros", id="macros"),
        pytest.param(macro_type, "macros", id="a type with macros"),
        pytest.param(
            lambda: with_parts(plain_workbook(), {"xl/externalLinks/externalLink1.xml": "<a/>"}),
            "links",
            id="external links",
        ),
        pytest.param(outside_file, "links", id="a template from elsewhere"),
        pytest.param(
            lambda: with_parts(plain_workbook(), {"xl/embeddings/oleObject1.bin": "x"}),
            "embedded",
            id="an embedded program",
        ),
        pytest.param(
            lambda: edited(plain_workbook(), change=lambda book: [book.create_sheet() for _ in range(30)]),
            "too-many-sheets",
            id="thirty sheets",
        ),
    ],
)
def test_a_hostile_or_damaged_file_is_refused_with_its_reason(draft, upload, make, code):
    page = upload(make())

    assert (page.status_code, codes_of(page), page.context["preview"]) == (200, [code], None)
    assert not draft.entries.exists()


def test_a_file_that_is_too_big_is_not_even_read(draft, upload, settings):
    settings.WORKBOOK_MAX_BYTES = 1000

    assert codes_of(upload(downloaded(draft))) == ["too-many-bytes"]


def test_no_file_and_an_empty_file_are_told_at_the_field(client, draft, officer, upload):
    client.force_login(officer)
    without_file = client.post(reverse("assessments:upload-workbook", args=[draft.pk]), {})

    assert codes_of(without_file) == ["required"]
    assert codes_of(upload(b"")) == ["empty"]


def test_last_years_values_stand_beside_when_there_was_a_last_year(draft, area, framework, officer):
    earlier_cycle = builders.CycleBuilder(framework=framework, year=draft.cycle.year - 1)
    earlier = entry_actions.open_assessment(area=area, cycle=earlier_cycle, by=None)
    entry_actions.save_entries(assessment=earlier, values={"EC2.2": EntryValue(value=Decimal(4))}, by=officer)
    edition = workflow_queries.edition_of(draft)
    title, address = place_of(edition, "EC2.2")

    sheet = load_workbook(BytesIO(downloaded(draft)))[title]
    first = load_workbook(BytesIO(downloaded(earlier)))[title]

    assert (sheet["H4"].value, sheet[address.replace("D", "H")].value) == (
        workbook_documents.headings(earlier_cycle.year)[workbook_domain.EARLIER],
        4,
    )
    assert sheet[address].value is None
    assert first.max_column == 7


def test_values_that_wait_to_be_confirmed_are_marked_and_do_not_hinder_the_upload(
    draft, area, framework, officer, upload
):
    earlier_cycle = builders.CycleBuilder(framework=framework, year=draft.cycle.year - 1)
    entry_actions.open_assessment(area=area, cycle=earlier_cycle, by=None)
    values = {code: EntryValue(value=Decimal(4)) for code in ("EC2.2", "EN9.1")}
    entry_actions.save_entries(assessment=draft, values=values, by=officer)
    quantity_actions.save_quantities(assessment=draft, values={"workers": Decimal(900)}, by=officer)
    waiting = {"is_carried": True, "is_confirmed": False, "entered_by": None}
    draft.entries.filter(indicator__code="EC2.2").update(**waiting)
    draft.quantity_entries.update(is_confirmed=False, entered_by=None)
    edition = workflow_queries.edition_of(draft)

    content = downloaded(draft)

    workbook = load_workbook(BytesIO(content))
    title, address = quantity_place(edition, "workers")
    states = {"workers": workbook[title][address.replace("B", "F")].value}
    for code in values:
        title, address = place_of(edition, code)
        states[code] = workbook[title][address.replace("D", "I")].value
    sentence = "ยังไม่ยืนยัน: ค่าที่ยกมาจากปีก่อน"
    assert states == {"workers": sentence, "EC2.2": sentence, "EN9.1": None}
    assert not upload(content).context["form"].errors


def test_only_the_cells_for_values_can_be_typed_in(empty_form, edition):
    workbook = load_workbook(BytesIO(empty_form))

    unlocked = {
        (sheet.title, cell.coordinate)
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }

    keys = {item.code: [number.key for number in item.inputs] or ["value"] for item in edition.indicators}
    assert unlocked == {
        place_of(edition, code, key)
        for code, own in keys.items()
        for key in [*own, "not_applicable", "reason"]
    } | {quantity_place(edition, quantity.key) for quantity in edition.quantities}
    assert all(sheet.protection.sheet for sheet in workbook)
    assert workbook.security.lockStructure


@pytest.mark.parametrize("is_filled", [False, True], ids=["empty", "filled"])
def test_download_and_upload_take_few_queries_for_any_number_of_values(
    client, draft, officer, upload, is_filled, django_assert_num_queries, django_assert_max_num_queries
):
    if is_filled:
        builders.fill_in(draft, officer)
    else:
        entry_actions.save_entries(
            assessment=draft,
            values={"EN1.1": EntryValue(inputs={"part": Decimal(1), "whole": Decimal(2)})},
            by=officer,
        )
    workflow_queries.edition_of(draft)
    client.force_login(officer)

    with django_assert_num_queries(6):
        content = client.get(reverse("assessments:workbook", args=[draft.pk])).content
    # One more than for an assessment in which nothing is doubted.
    with django_assert_max_num_queries(8):
        upload(content)
