"""A list of recipients, pasted or uploaded: previewed, with errors by cell, and nothing cut silently."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.workflow.domain import Status
from awards.ceremonies.actions import recipients as recipient_actions
from awards.ceremonies.documents.recipient_form import recipient_form
from awards.ceremonies.domain import imports
from awards.ceremonies.words import cell_fault
from awards.designs.domain.kinds import AwardError
from awards.pages.forms import import_preview
from ecotown.common.history import recording
from tests import builders

pytestmark = pytest.mark.django_db
HEADINGS = "ชื่อ\tประเภทผู้รับมอบ\tได้รับการยกย่องเป็น\tโล่\tที่นั่ง"
DEFAULTS = {"kind": "factory", "given_recognition": "ESV", "with_certificate": True, "with_plaque": False}
FORM = {"kind": "factory", "given_recognition": "ESV", "with_certificate": "on"}


@pytest.fixture
def preview(ceremony):
    """Return a function that previews a pasted list."""

    def read(text, **defaults):
        return import_preview.preview_import(
            imports.pasted_cells(text), DEFAULTS | defaults, ceremony, import_preview.known_headings()
        )

    return read


@pytest.fixture
def send(client, administrator, ceremony):
    client.force_login(administrator)

    def post(name="import-recipients", **values):
        return client.post(reverse(f"awards:{name}", args=[ceremony.pk]), values)

    return post


def taken(preview):
    return [
        (each.recipient.kind, each.recipient.given_name, each.recipient.given_recognition)
        for each in preview.new
    ]


def refused(preview):
    return [(refusal.row, refusal.address) for refusal in preview.refusals]


def test_names_alone_take_the_rest_from_the_form(preview):
    assert taken(preview("บริษัท ก\nบริษัท ข\n\n  \nบริษัท ค")) == [
        ("factory", name, "ESV") for name in ("บริษัท ก", "บริษัท ข", "บริษัท ค")
    ]


def test_columns_stand_in_any_order_under_their_headings(preview):
    read = preview(f"{HEADINGS}\nเทศบาล ก\tอปท.\tผู้ร่วมพัฒนา\tใช่\tB1\nโรงงาน ข\t\t\tไม่ใช่\t")

    assert taken(read) == [("local-government", "เทศบาล ก", "ผู้ร่วมพัฒนา"), ("factory", "โรงงาน ข", "ESV")]
    assert [each.recipient.with_plaque for each in read.new] == [True, False]
    assert [each.recipient.seat for each in read.new] == ["B1", ""]
    assert read.refusals == []


def test_without_headings_the_columns_are_those_of_the_form(preview):
    row = ["โรงงาน", "บริษัท ก", "ESV", "", "", "ใช่", "ใช่", "C3", "นายผู้แทน", "บอ-ริ-สัด กอ", "ใช่"]

    (each,) = preview("\t".join(row)).new

    recipient = each.recipient
    assert (recipient.seat, recipient.represented_by, recipient.pronunciation) == tuple(row[-4:-1])
    assert (recipient.with_certificate, recipient.with_plaque, recipient.has_thai_digits) == (True,) * 3


def test_a_quoted_cell_of_a_spreadsheet_is_one_cell(preview):
    read = preview(f'{HEADINGS}\n"บริษัท\nก ""ดี"""\t\t\t\tA1')

    (each,) = read.new
    assert each.recipient.given_name == 'บริษัท ก "ดี"'
    assert "U+000A" in each.notes[0]


def test_a_stray_quotation_mark_swallows_no_line(preview):
    assert len(preview('บริษัท "ก\nบริษัท ข').new) == 2


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param('"ก" จำกัด\n"ข"\nค "ดี"', ['"ก" จำกัด', "ข", 'ค "ดี"'], id="part of a cell"),
        pytest.param('"ก\n"ข" จำกัด\nค"', ['"ก', '"ข" จำกัด', 'ค"'], id="more stray ones"),
    ],
)
def test_quotation_marks_of_a_name_stay(preview, text, names):
    assert [each.recipient.given_name for each in preview(text).new] == names


@pytest.mark.parametrize("text", ["ก" * 200_000, f'"{"ก" * 200_000}"', '"' * 200_001, '"a\n' * 50_000])
def test_a_huge_pasted_cell_is_told_and_breaks_nothing(send, text):
    page = send(**FORM, pasted=text)

    assert page.status_code == 200
    assert page.context["preview"].refusals


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        pytest.param(f"{HEADINGS}\tเบอร์โทร\nก\t\t\t\t\t02", [(1, "F1")], id="a column nobody knows"),
        pytest.param("ชื่อ\tชื่อ\nก\tข", [(1, "B1")], id="a column twice"),
        pytest.param("ชื่อ\t\tที่นั่ง\nก\tข", [(2, "B2")], id="a column without a heading"),
        pytest.param(f"{HEADINGS}\nก\tมูลนิธิ", [(2, "B2")], id="an unknown kind"),
        pytest.param(f"{HEADINGS}\nก\tพื้นที่", [(2, "B2")], id="an area"),
        pytest.param(f"{HEADINGS}\nก\t\t\tอาจจะ", [(2, "D2")], id="neither yes nor no"),
        pytest.param(f"{HEADINGS}\n\t\tESV", [(2, "A2")], id="no name"),
        pytest.param(f"{HEADINGS}\nบริษัท 漢\t", [(2, "A2")], id="a letter that no font has"),
        pytest.param(f"{HEADINGS}\n{'ก' * 201}", [(2, "A2")], id="more than a name may have"),
        pytest.param(f"{HEADINGS}\nก\t\t\t\t{'A' * 31}", [(2, "E2")], id="a long seat"),
        pytest.param("ชื่อ\tพื้นที่เป้าหมาย\nก\tไม่มีจริง", [(2, "B2")], id="an unknown area"),
        pytest.param("ชื่อ\nก\nข\nก", [(4, "A4")], id="somebody twice"),
    ],
)
def test_what_cannot_be_taken_is_told_by_its_cell(preview, text, cells):
    assert refused(preview(text)) == cells


def test_the_rows_without_a_fault_can_be_taken(preview):
    read = preview("ชื่อ\tประเภท\nก\t\nข\tมูลนิธิ\nค\t")

    assert ([name for _kind, name, _what in taken(read)], read.untaken_rows) == (["ก", "ค"], {3})


def test_an_area_is_known_by_its_name_or_a_part_of_it(preview, province):
    town = builders.AreaBuilder(province=province, name_th="เทศบาลนครอ้อมน้อย")
    builders.AreaBuilder(province=province, name_th="เทศบาลตำบลบางกะดี")

    read = preview("ชื่อ\tพื้นที่เป้าหมาย\nก\tเทศบาลนครอ้อมน้อย\nข\tอ้อมน้อย\nค\tเทศบาล")

    assert [each.recipient.area for each in read.new] == [town, town]
    assert refused(read) == [(4, "B4")]


def test_an_area_without_a_public_name_is_known_by_what_stands_in_lists(preview, province):
    unnamed = builders.AreaBuilder(province=province, name_th="", name_en="")

    read = preview(f"ชื่อ\tพื้นที่เป้าหมาย\nก\t{unnamed}")

    assert [each.recipient.area for each in read.new] == [unnamed]


@pytest.mark.parametrize("kind", ["formula", "error", "date"])
def test_a_cell_that_is_no_text_is_told_once_with_its_column(ceremony, kind):
    cells = imports.pasted_cells("ชื่อ\tที่นั่ง\nก\tA1") | {(2, 1): (kind, "=1+1")}

    read = import_preview.preview_import(cells, DEFAULTS, ceremony, import_preview.known_headings())

    assert [(refusal.place, refusal.column) for refusal in read.refusals] == [("A2", "ชื่อ")]
    assert read.untaken_rows == {2}


def test_a_missing_column_is_told_once_for_all_rows(preview):
    read = preview("ชื่อ\nก\nข\nค", given_recognition="")

    (refusal,) = read.refusals
    assert (refusal.column, refusal.message) == ("ได้รับการยกย่องเป็น", cell_fault("column-replaceable"))
    assert (refusal.row, refusal.address, refusal.rows) == (2, "", 3)
    assert read.untaken_rows == {2, 3, 4}


def test_a_heading_that_nobody_knows_is_told_once_for_all_rows_that_are_filled_in_there(preview):
    read = preview("ชื่อ\tโทร\nก\t02\nข\t\nค\t03")

    assert refused(read) == [(1, "B1")]
    assert (taken(read), read.untaken_rows) == ([("factory", "ข", "ESV")], {2, 4})


def test_invisible_characters_are_taken_out_and_told(preview):
    (each,) = preview("มาบ\u200bตาพุด").new

    assert each.recipient.given_name == "มาบตาพุด"
    assert "U+200B" in each.notes[0]
    assert "มาบ" in each.notes[0]


def test_a_name_that_fits_no_certificate_is_told_and_taken(preview):
    (each,) = preview("ก" * 190).new

    assert len(each.notes) == 1
    assert len(each.recipient.given_name) == 190


def test_blanks_and_capital_letters_make_nobody_another(preview, ceremony, administrator):
    builders.recipient(ceremony, administrator, given_name="บริษัท ข", given_recognition="ESV")

    read = preview("ABC Co.\nabc  co.\nABC\u00a0Co.\nบริษัท  ข\nบริษัทข")

    assert [name for _kind, name, _recognition in taken(read)] == ["ABC Co.", "บริษัทข"]
    assert refused(read) == [(2, "A2"), (3, "A3")]
    assert [each.recipient.given_name for each in read.listed] == ["บริษัท  ข"]


def test_the_same_list_again_adds_nobody(preview, send, client, ceremony):
    confirmation = send(pasted="บริษัท ก\nบริษัท ข", **FORM).context["confirmation"]

    tags = []
    for _again in range(2):
        answer = client.post(
            reverse("awards:confirm-import", args=[ceremony.pk]), {"confirmation": confirmation}, follow=True
        )
        tags += [message.level_tag for message in answer.context["messages"]]

    assert (answer.request["PATH_INFO"], tags) == (ceremony.get_absolute_url(), ["success", "info"])
    read = preview("บริษัท ก\nบริษัท ข")
    assert (len(read.new), len(read.listed), ceremony.recipients.count()) == (0, 2, 2)
    events = [
        row for row in recording.events_of(ceremony.history_subject) if row.name == "recipients-imported"
    ]
    assert len(events) == 1


def test_what_was_shown_is_added_in_order_and_told_by_the_history(send, client, ceremony):
    builders.recipient(ceremony, ceremony.planned_by)
    page = send(pasted=f"{HEADINGS}\nข\tเครือข่าย\t\tใช่\tA2\nก\t\t\t\t", **FORM)

    send("confirm-import", confirmation=page.context["confirmation"])

    added = ceremony.recipients.order_by("position")[1:]
    assert [(each.given_name, each.kind, each.position, each.with_plaque) for each in added] == [
        ("ข", "network", 2, True),
        ("ก", "factory", 3, False),
    ]
    history = client.get(reverse("awards:ceremony-history", args=[ceremony.pk])).context["page"]
    assert ("ข, ก") in [str(words) for _name, words in history[0].facts]


def test_a_preview_is_of_one_ceremony_and_one_person(send, ceremony, client, administrator):
    confirmation = send(pasted="บริษัท ก", **FORM).context["confirmation"]
    other = builders.ceremony(administrator, name="อื่น")

    client.post(reverse("awards:confirm-import", args=[other.pk]), {"confirmation": confirmation})
    client.post(reverse("awards:confirm-import", args=[ceremony.pk]), {"confirmation": f"{confirmation}x"})

    assert not ceremony.recipients.exists()
    assert not other.recipients.exists()


def test_the_form_is_downloaded_filled_in_and_uploaded(send, client, ceremony, at):
    published = at(Status.PUBLISHED)
    type(ceremony).objects.update(fiscal_year=published.cycle.year)
    answer = client.get(reverse("awards:recipient-form", args=[ceremony.pk]))
    workbook = openpyxl.load_workbook(BytesIO(answer.getvalue()))
    row = ["หน่วยงาน", "สภาอุตสาหกรรม", "ผู้ร่วมพัฒนา", str(published.area), "ใช่", "ใช่", "ใช่", "A1", "", ""]
    for column, text in enumerate(row, 1):
        workbook.active.cell(2, column).value = text
    workbook.active.cell(3, 2).value = "=A1"
    content = BytesIO()
    workbook.save(content)

    page = send(file=SimpleUploadedFile("list.xlsx", content.getvalue()), **FORM)
    send("confirm-import", confirmation=page.context["confirmation"])

    assert [refusal.address for refusal in page.context["preview"].refusals][:1] == ["B3"]
    recipient = ceremony.recipients.get()
    assert (recipient.kind, recipient.given_name, recipient.area) == (
        "organisation",
        "สภาอุตสาหกรรม",
        published.area,
    )
    assert (recipient.by_resolution, recipient.with_plaque) == (True, True)


def test_the_empty_form_has_the_headings_that_are_read():
    sheet = openpyxl.load_workbook(BytesIO(recipient_form())).active

    known = import_preview.known_headings()
    assert [known[imports.heading_key(cell.value)] for cell in sheet[1]] == list(imports.COLUMNS)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({}, id="neither rows nor a file"),
        pytest.param({"pasted": "   "}, id="blank rows"),
        pytest.param({"file": SimpleUploadedFile("a.xlsx", b"MZ no workbook")}, id="no workbook"),
    ],
)
def test_nothing_to_read_is_refused_at_the_field(send, values):
    answer = send(**FORM, **values)

    assert answer.context["preview"] is None
    assert set(answer.context["form"].errors) <= {"pasted", "file"}
    assert answer.context["form"].errors


def test_a_partner_of_an_area_without_a_result_is_named(ceremony, administrator, province):
    area = builders.AreaBuilder(province=province)
    fields = {"kind": "organisation", "given_name": "ก", "given_recognition": "ข", "area": area}
    fields |= {"by_resolution": True, "with_certificate": True, "with_plaque": False}

    with pytest.raises(AwardError, match="^area-without-result$") as refused_action:
        recipient_actions.import_recipients(ceremony=ceremony, recipients=[fields], by=administrator)

    assert refused_action.value.detail == "ก"


def test_a_list_takes_the_same_queries_for_any_number(preview, ceremony, administrator):
    assert not ceremony.is_demonstration  # looked up once for all
    counts = []
    for number in (1, 3):
        names = "\n".join(f"บริษัท {letter}{number}" for letter in "กขค"[:number])
        with CaptureQueriesContext(connection) as counted:
            read = preview(names)
        rows = [each.fields for each in read.new]
        with CaptureQueriesContext(connection) as stored:
            added = recipient_actions.import_recipients(ceremony=ceremony, recipients=rows, by=administrator)
        counts.append((len(counted), len(stored)))
        assert len(added) == number

    assert counts[0] == counts[1]
