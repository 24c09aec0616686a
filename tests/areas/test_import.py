"""The list of areas as a workbook: downloaded, checked, and taken into the register."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from areas.documents import area_workbook
from areas.models import TargetArea
from ecotown.common.history.models import Event
from tests import builders

pytestmark = pytest.mark.django_db

HEADINGS = ["รหัสอ้างอิง", "จังหวัด", "ชื่อภาษาไทย", "ชื่อภาษาอังกฤษ", "พื้นที่ระยะที่", "ที่มา", "หมายเหตุ"]
IMPORT = "/target-areas/import/"


@pytest.fixture
def keeper(client, administrator):
    client.force_login(administrator)
    return client


def workbook(*rows, headings=HEADINGS):
    book = Workbook()
    for row in (headings, *rows):
        book.active.append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def check(client, content):
    file = SimpleUploadedFile("รายชื่อ.xlsx", content)
    return client.post(IMPORT, {"file": file})


def kinds(response):
    """Return what the preview would do, as kind, name and phase of each row."""
    return [(row.kind, row.listed.name_th, row.listed.phase) for row in response.context["preview"].areas]


def faults(response):
    return [(refusal.place, str(refusal.message)) for refusal in response.context["preview"].refusals]


def confirm(client, response):
    return client.post(f"{IMPORT}confirm/", {"confirmation": response.context["confirmation"]})


def test_new_areas_are_added_and_nameless_ones_named(keeper, province):
    nameless = builders.AreaBuilder(province=province, name_th="", name_en="", phase=2)
    named = builders.AreaBuilder(province=province, name_th="ตำบลเดิม", phase=1, source="เดิม")
    rows = [
        ["", "สมุทรสาคร", "ตำบลหนึ่ง", "One", 2, "ประกาศ", ""],
        ["", "จังหวัดสมุทรสาคร", "ตำบลสอง", "", 3, "ประกาศ", "ใหม่"],
        [named.key, "สมุทรสาคร", "", "", 2, "ใหม่", ""],
    ]

    response = check(keeper, workbook(*rows))

    assert kinds(response) == [("named", "ตำบลหนึ่ง", 2), ("new", "ตำบลสอง", 3), ("changed", "ตำบลเดิม", 2)]
    assert (faults(response), TargetArea.objects.count()) == ([], 2)
    assert confirm(keeper, response).headers["Location"] == "/target-areas/"
    stored = TargetArea.objects.order_by("name_th").values_list("name_th", "phase", "source", "confidence")
    assert set(stored) == {
        ("ตำบลหนึ่ง", 2, "ประกาศ", "department"),
        ("ตำบลสอง", 3, "ประกาศ", "department"),
        ("ตำบลเดิม", 2, "ใหม่", "confirmed"),
    }
    nameless.refresh_from_db()
    assert nameless.name_th == "ตำบลหนึ่ง"
    event = Event.objects.get(name="area-list-imported")
    assert event.data == {"added": 1, "changed": 2}


def test_the_workbook_of_the_register_changes_nothing(keeper, province):
    builders.AreaBuilder.create_batch(2, province=province)
    builders.AreaBuilder(province=province, name_th="", name_en="")

    response = check(keeper, area_workbook())

    assert [kind for kind, *_rest in kinds(response)] == ["same"] * 3
    assert (faults(response), response.context["preview"].taken) == ([], [])


def test_two_new_names_do_not_take_one_nameless_area(keeper, province):
    builders.AreaBuilder(province=province, name_th="", name_en="", phase=1)
    rows = [["", "สมุทรสาคร", name, "", 1, "ประกาศ", ""] for name in ("ตำบลหนึ่ง", "ตำบลสอง")]

    assert kinds(check(keeper, workbook(*rows))) == [("new", "ตำบลหนึ่ง", 1), ("new", "ตำบลสอง", 1)]


@pytest.mark.parametrize(
    ("row", "place", "sentence"),
    [
        (["", "ดาวอังคาร", "ก", "", 1, "x", ""], "B2", "ไม่พบจังหวัดชื่อนี้"),
        (["", "สมุทรสาคร", "", "", 1, "x", ""], "แถวที่ 2", "โปรดระบุชื่อ"),
        (["", "สมุทรสาคร", "ก", "", 4, "x", ""], "E2", "ระยะต้องเป็น 1, 2 หรือ 3"),
        (["", "สมุทรสาคร", "ก", "", "", "x", ""], "E2", "พื้นที่ใหม่ต้องระบุระยะ"),
        (["", "สมุทรสาคร", "ก", "", 1, "", ""], "F2", "พื้นที่ใหม่หรือชื่อใหม่ต้องระบุที่มา"),
        (["", "สมุทรสาคร", "=1+1", "", 1, "x", ""], "C2", "ไม่รับสูตร โปรดพิมพ์ข้อความ"),
        (["", "สมุทรสาคร", "ก" * 201, "", 1, "x", ""], "C2", "ข้อความยาวเกินไป"),
        (
            ["gone", "สมุทรสาคร", "ก", "", 1, "x", ""],
            "A2",
            "ไม่พบพื้นที่ที่มีรหัสอ้างอิงนี้ พื้นที่ใหม่ให้เว้นว่าง",
        ),
        (["known", "ระยอง", "", "", 1, "x", ""], "A2", "พื้นที่ที่มีรหัสอ้างอิงนี้อยู่ในจังหวัดอื่น"),
        (
            ["known", "สมุทรสาคร", "ชื่ออื่น", "", 1, "x", ""],
            "C2",
            "พื้นที่มีชื่ออื่นในทะเบียน โปรดเปลี่ยนชื่อที่หน้าของพื้นที่โดยระบุวันที่เริ่มใช้",
        ),
    ],
)
def test_a_cell_that_cannot_be_taken_is_told_by_its_address(keeper, province, row, place, sentence):
    builders.ProvinceBuilder(name_th="ระยอง")
    builders.AreaBuilder(key="known", province=province)

    response = check(keeper, workbook(row))

    found = [(address, told) for address, told in faults(response) if told == sentence]
    assert found in ([(place, sentence)], [("C2", sentence)])
    assert kinds(response) == []


def test_an_area_that_is_listed_twice_is_taken_once(keeper, province):
    row = ["", "สมุทรสาคร", "ตำบลหนึ่ง", "", 1, "ประกาศ", ""]

    response = check(keeper, workbook(row, row))

    assert kinds(response) == [("new", "ตำบลหนึ่ง", 1)]
    assert faults(response) == [("C3", "พื้นที่นี้ซ้ำในรายชื่อ")]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ",
        workbook(["x"], headings=["ชื่อ"]),
        workbook(*[["", "สมุทรสาคร", "ก", "", 1, "x", ""]] * 501),
    ],
    ids=["empty", "program", "other headings", "too many rows"],
)
def test_a_file_that_is_no_list_is_refused_at_its_field(keeper, content):
    response = check(keeper, content)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["file"]


def test_a_preview_that_is_overtaken_or_anothers_changes_nothing(keeper, province, client):
    response = check(keeper, workbook(["", "สมุทรสาคร", "ตำบลหนึ่ง", "", 1, "ประกาศ", ""]))
    confirm(keeper, response)
    before = TargetArea.objects.count()

    assert confirm(keeper, response).headers["Location"] == IMPORT
    client.force_login(builders.UserBuilder(role="administrator"))
    assert confirm(client, response).headers["Location"] == IMPORT
    assert client.post(f"{IMPORT}confirm/", {"confirmation": "x"}).headers["Location"] == IMPORT
    assert TargetArea.objects.count() == before == 1


def test_a_check_takes_the_same_number_of_queries_for_one_and_three_rows(
    keeper, province, django_assert_max_num_queries
):
    def count(rows):
        with django_assert_max_num_queries(20) as captured:
            check(keeper, workbook(*rows))
        return len(captured)

    rows = [["", "สมุทรสาคร", f"ตำบล {number}", "", 1, "x", ""] for number in range(3)]
    count(rows)
    assert count(rows[:1]) == count(rows)


def test_the_workbook_has_the_headings_and_the_areas_of_the_register(keeper, province):
    area = builders.AreaBuilder(province=province)

    response = keeper.get("/target-areas/register.xlsx")

    sheet = load_workbook(BytesIO(response.content)).active
    assert [cell.value for cell in sheet[4]] == HEADINGS
    assert [cell.value for cell in sheet[5]][:3] == [area.key, "สมุทรสาคร", area.name_th]
