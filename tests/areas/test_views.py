"""Pages of the register: what administrators enter there, and what everybody sees of it."""

import json
from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import strip_tags

from areas.actions import areas as actions
from areas.actions import names
from areas.models import Announcement, AreaGroup, TargetArea
from assessments.workflow.domain import Status
from awards.register.actions import awards as award_actions
from tests import builders, files
from tests.addresses.registered import BOUNDARY, add_registered_area, ended_area, registered_area

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(f"{TODAY} 12:00+07:00", tick=False):
        yield


@pytest.fixture
def registered(administrator, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    add_registered_area(administrator)
    return registered_area()


@pytest.fixture
def keeper(client, administrator):
    client.force_login(administrator)
    return client


def url(name, *args):
    return reverse(f"areas:{name}", args=args)


def text_of(response):
    """Return what a page says, without its markup."""
    return " ".join(strip_tags(response.content.decode()).split())


def sent(client, name, *args, **values):
    """Send a form; return the status and where the answer leads to."""
    response = client.post(url(name, *args), values)
    return response.status_code, response.headers.get("Location")


def test_an_administrator_adds_an_area(keeper, province):
    values = {"name_th": "เทศบาลใหม่", "name_en": "New", "phase": "3", "confidence": "department"}

    status, place = sent(keeper, "add", province=province.pk, source="ประกาศ", **values)

    area = TargetArea.objects.get()
    assert (status, place, area.name_th, area.phase) == (302, url("area", area.pk), "เทศบาลใหม่", 3)
    again = keeper.post(url("add"), {"province": province.pk, "source": "ประกาศ", **values})
    assert again.status_code == 422
    assert "จังหวัดนี้มีพื้นที่ชื่อนี้อยู่แล้ว" in text_of(again)


def test_what_an_empty_form_of_a_new_area_lacks_is_listed_as_its_fields_stand(keeper):
    page = keeper.post(reverse("areas:add"), {})

    lacking = ["province", "name_th", "phase", "confidence", "source"]
    assert [field.name for field in page.context["form"] if field.errors] == lacking
    places = [page.text.index(f'id="id_{name}"') for name in lacking]
    assert places == sorted(places)


def test_an_administrator_renames_an_area_and_withdraws_it(keeper, area):
    former = area.name_th
    values = {"name_th": "เทศบาลสุขใจ", "name_en": "", "since": "30/11/2569", "source": "ราชกิจจานุเบกษา"}

    assert sent(keeper, "rename", area.pk, **values) == (302, url("area", area.pk))
    assert former in text_of(keeper.get(url("area", area.pk)))
    assert sent(keeper, "rename", area.pk, **values)[0] == 422
    name = area.names.last()
    assert sent(keeper, "withdraw-name", area.pk, name.pk, reason="ผิด") == (302, url("area", area.pk))
    area.refresh_from_db()
    assert (area.name_th, area.names.count()) == (former, 0)
    assert sent(keeper, "withdraw-name", area.pk, name.pk, reason="ผิด")[0] == 404


def test_an_area_without_a_name_is_given_one_first(keeper):
    area = builders.AreaBuilder(name_th="", name_en="")

    assert keeper.get(url("rename", area.pk)).headers["Location"] == url("correct-name", area.pk)
    values = {"name_th": "ตำบลหนึ่ง", "name_en": "One", "reason": "ประกาศ"}
    assert sent(keeper, "correct-name", area.pk, **values) == (302, url("area", area.pk))
    area.refresh_from_db()
    assert area.name_th == "ตำบลหนึ่ง"


def test_an_area_is_split_and_its_end_taken_back(keeper, area):
    parts = builders.AreaBuilder.create_batch(2, province=area.province)
    values = {"ended_on": "30/11/2569", "reason": "แบ่งพื้นที่", "successors": [part.pk for part in parts]}

    assert sent(keeper, "end", area.pk, **values) == (302, url("area", area.pk))
    assert set(area.successors.all()) == set(parts)
    assert keeper.get(url("end", area.pk)).headers["Location"] == url("area", area.pk)
    assert sent(keeper, "end", area.pk, **values)[0] == 422
    assert sent(keeper, "resume", area.pk, reason="ผิด") == (302, url("area", area.pk))
    assert not area.successors.exists()
    assert keeper.get(url("resume", area.pk)).headers["Location"] == url("area", area.pk)


def test_only_areas_of_the_province_that_go_on_can_follow(keeper, area):
    builders.AreaBuilder()
    gone = builders.AreaBuilder(province=area.province)
    other = builders.AreaBuilder(province=area.province)
    actions.end_area(area=gone, ended_on=TODAY, reason="x", by=builders.UserBuilder())

    form = keeper.get(url("end", area.pk)).context["form"]

    assert list(form.fields["successors"].queryset) == [other]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("ตำบลหนึ่ง, อำเภอเมือง\r\n\r\nตำบลสอง", [("ตำบลหนึ่ง", "อำเภอเมือง"), ("ตำบลสอง", "")]),
        ("ตำบลหนึ่ง\tอำเภอเมือง", [("ตำบลหนึ่ง", "อำเภอเมือง")]),
        ("", []),
    ],
)
def test_sub_districts_are_typed_one_in_each_line(keeper, area, typed, stored):
    assert sent(keeper, "sub-districts", area.pk, sub_districts=typed) == (302, url("area", area.pk))
    assert list(area.sub_districts.values_list("name", "district")) == stored


@pytest.mark.parametrize("typed", ["ก, ข, ค", ", อำเภอเมือง", "ก" * 101, "ตำบล\nตำบล"])
def test_a_line_that_is_no_sub_district_is_refused(keeper, area, typed):
    assert sent(keeper, "sub-districts", area.pk, sub_districts=typed) == (422, None)
    assert not area.sub_districts.exists()


def test_a_boundary_is_sent_shown_and_downloaded_by_everybody(keeper, area, client):
    file = SimpleUploadedFile("ขอบเขต.geojson", BOUNDARY)
    assert sent(keeper, "save-boundary", area.pk, file=file, source="กรม") == (302, url("area", area.pk))
    client.logout()

    page = client.get(area.get_absolute_url()).content.decode()
    response = client.get(url("boundary", area.pk))

    assert area.boundary.outline in page
    assert json.loads(response.content) == {
        "type": "MultiPolygon",
        "coordinates": [json.loads(BOUNDARY)["coordinates"]],
    }
    assert response.headers["Content-Type"] == "application/geo+json"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_that_is_no_boundary_is_refused_at_its_field(keeper, area):
    file = SimpleUploadedFile("x.geojson", b"<svg onload=alert(1)>")

    response = keeper.post(url("save-boundary", area.pk), {"file": file, "source": "กรม"})

    assert response.status_code == 422
    assert response.context["form"].errors["file"] == ["ไฟล์นี้ไม่ใช่ GeoJSON โปรดส่งออกขอบเขตเป็น GeoJSON"]


def test_an_announcement_is_entered_with_its_file_and_chosen_for_an_area(
    keeper, area, client, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    content = files.pdf("ประกาศ")
    values = {"title": "ประกาศกระทรวง", "number": "", "announced_on": "1/5/2561"}
    file = SimpleUploadedFile("ประกาศ.pdf", content)
    assert sent(keeper, "add-announcement", **values, file=file) == (302, url("announcements"))
    announcement = Announcement.objects.get()
    facts = {"phase": "2", "confidence": "department", "source": "ประกาศ", "note": ""}
    assert sent(keeper, "change", area.pk, **facts, announcement=announcement.pk)[0] == 302
    assert sent(keeper, "change-announcement", announcement.pk, **values | {"number": "2/2561"})[0] == 302
    client.logout()

    response = client.get(url("announcement-file", announcement.pk))

    assert b"".join(response) == content
    assert url("announcement-file", announcement.pk) in client.get(area.get_absolute_url()).content.decode()
    announcement.refresh_from_db()
    assert (announcement.number, announcement.file_name) == ("2/2561", "ประกาศ.pdf")


def test_an_announcement_that_is_no_pdf_is_refused(keeper):
    values = {"title": "ประกาศ", "announced_on": "1/5/2561"}

    for content in (files.docx(), files.picture("PNG"), b"MZ"):
        file = SimpleUploadedFile("x.pdf", content)
        assert sent(keeper, "add-announcement", **values, file=file) == (422, None)
    assert not Announcement.objects.exists()


def test_groups_are_entered_and_areas_put_into_them(keeper, area):
    values = {"name_th": "เขตทดสอบ", "name_en": "Zone", "source": "กฎหมาย"}
    assert sent(keeper, "add-group", **values) == (302, url("groups"))
    group = AreaGroup.objects.get()
    assert sent(keeper, "change-group", group.pk, **values | {"name_en": ""}) == (302, url("groups"))
    assert sent(keeper, "join-group", area.pk, group=group.pk, source="ประกาศ")[0] == 302
    assert "เขตทดสอบ" in text_of(keeper.get(area.get_absolute_url()))
    membership = area.memberships.get()
    assert sent(keeper, "leave-group", area.pk, membership.pk) == (302, url("area", area.pk))
    assert not area.memberships.exists()


@pytest.mark.parametrize("kind", ["published", "target"])
def test_levels_are_entered_and_removed(keeper, area, kind):
    values = {"year": "๒๕๖๕", "level": "4", "source": "ข่าว"}

    assert sent(keeper, f"save-{kind}-level", area.pk, **values) == (302, url("area", area.pk))
    assert list(getattr(area, f"{kind}_levels").values_list("year", "level")) == [(2565, 4)]
    assert "ข่าว" in text_of(keeper.get(area.get_absolute_url()))
    assert sent(keeper, f"remove-{kind}-level", area.pk, 2565) == (302, url("area", area.pk))
    assert not getattr(area, f"{kind}_levels").exists()
    assert sent(keeper, f"save-{kind}-level", area.pk, **values | {"year": "2026"}) == (422, None)


def test_the_public_page_tells_all_that_the_register_says(client, registered):
    text = text_of(client.get(registered.get_absolute_url()))

    for words in (
        *("เทศบาลใหม่", "ตำบลเดิม", "ใช้ถึงก่อนวันที่ 1 มกราคม 2569", "กลุ่มนำร่อง", "ประกาศกำหนดพื้นที่"),
        *("ภายในปีงบประมาณ 2570", "สืบต่อจาก", "ตำบลที่รวม", "กรมโรงงานอุตสาหกรรมเป็นผู้บันทึก"),
    ):
        assert words in text


def test_the_public_page_of_an_ended_area_leads_to_the_one_that_followed(client, registered):
    response = client.get(ended_area().get_absolute_url())

    assert "สิ้นสุดการเป็นพื้นที่เป้าหมายตั้งแต่วันที่ 1 มกราคม 2569" in text_of(response)
    assert registered.get_absolute_url() in response.content.decode()


def test_the_first_page_lists_areas_in_force_and_finds_the_others_by_name(client, registered):
    def listed(**filters):
        response = client.get("/", filters)
        return [line.area.key for line in response.context["list"].rows]

    assert listed() == ["registered"]
    assert listed(q="ตำบลที่รวม") == ["ended"]
    assert listed(q="ตำบลเดิม") == ["registered"]


def test_the_register_leaves_ended_areas_out_unless_asked(keeper, registered):
    def listed(**filters):
        return [area.key for area in keeper.get(url("list"), filters).context["list"].rows]

    assert listed() == ["registered"]
    assert set(listed(with_ended="on")) == {"registered", "ended"}
    assert listed(q="ตำบลที่รวม") == ["ended"]


@pytest.mark.parametrize("name", ["list", "groups", "announcements"])
def test_the_lists_take_the_same_number_of_queries_for_one_and_three_rows(
    keeper, registered, administrator, name, django_assert_max_num_queries
):
    def count():
        with django_assert_max_num_queries(20) as captured:
            keeper.get(url(name))
        return len(captured)

    count()
    one = count()
    for number in range(2):
        builders.AreaBuilder()
        AreaGroup.objects.create(name_th=f"กลุ่ม {number}", source="x")
        Announcement.objects.create(title=f"ประกาศ {number}", announced_on=TODAY)

    assert count() == one


def test_the_pages_of_an_area_take_the_same_number_of_queries_for_many_parts(
    keeper, registered, administrator, django_assert_max_num_queries
):
    def count():
        numbers = []
        for place in (url("area", registered.pk), registered.get_absolute_url()):
            with django_assert_max_num_queries(20) as captured:
                keeper.get(place)
            numbers.append(len(captured))
        return numbers

    count()
    before = count()
    for number in range(3):
        group = AreaGroup.objects.create(name_th=f"กลุ่ม {number}", source="x")
        registered.memberships.create(group=group, source="x")
        registered.target_levels.create(year=2571 + number, level=5, source="x")
        gone = builders.AreaBuilder()
        actions.end_area(area=gone, ended_on=TODAY, reason="x", successors=[registered], by=administrator)

    assert count() == before


def test_the_history_of_an_area_is_a_page(keeper, registered):
    text = text_of(keeper.get(url("history", registered.pk)))

    assert "เปลี่ยนชื่อพื้นที่" in text
    assert "บันทึกขอบเขตพื้นที่" in text


def test_a_certificate_is_verified_under_the_name_that_it_was_issued_with(
    client, at, administrator, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    assessment = at(Status.PUBLISHED)
    area, former = assessment.area, assessment.area.name_th
    award = award_actions.issue_certificate(assessment=assessment, by=administrator)
    before = text_of(client.get(f"/verify/{award.code}/"))
    names.rename_area(
        area=area, name_th="เทศบาลสุขใจ", name_en="Suk Chai", since=TODAY, source="ประกาศ", by=administrator
    )

    text = text_of(client.get(f"/verify/{award.code}/"))

    assert former in before
    assert "ปัจจุบันใช้ชื่อ" not in before
    assert former in text
    assert "เทศบาลสุขใจ" in text
    assert "ปัจจุบันใช้ชื่อ" in text
    award.refresh_from_db()
    assert (award.honoured, award.has_former_name) == (former, True)
    found = TargetArea.objects.named_like(former)
    assert list(found) == [area]


def test_an_explanation_tells_what_the_area_was_called_then(client, at, administrator):
    assessment = at(Status.PUBLISHED)
    former = assessment.area.name_th
    day = assessment.resolution.meeting.date + timedelta(days=1)
    place = assessment.area.explanation_url(assessment.cycle.year)
    assert "ขณะนั้นใช้ชื่อ" not in text_of(client.get(place))

    names.rename_area(
        area=assessment.area, name_th="ใหม่", name_en="", since=day, source="ประกาศ", by=administrator
    )

    assert f"ขณะนั้นใช้ชื่อ{former}" in text_of(client.get(place))
