"""Names of an area: from a day on, corrected, withdrawn; old ones stay findable."""

from datetime import date, timedelta

import pytest
import time_machine

from areas import results, tasks
from areas.actions import areas as area_actions
from areas.actions import names as actions
from areas.domain.register import AreaError
from areas.models import TargetArea
from areas.queries import area_record
from ecotown.common.history.models import Event
from tests import builders

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 30)
SOURCE = "ราชกิจจานุเบกษา"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(f"{TODAY} 12:00+07:00", tick=False):
        yield


@pytest.fixture
def area(province):
    return builders.AreaBuilder(province=province, name_th="ตำบลอ้อมน้อย", name_en="Om Noi")


@pytest.fixture
def rename(area, administrator):
    def run(name_th="เทศบาลนครสุขใจ", name_en="Suk Chai", since=TODAY, **changes):
        values = {"area": area, "source": SOURCE, "by": administrator} | changes
        return actions.rename_area(name_th=name_th, name_en=name_en, since=since, **values)

    return run


def names(area):
    return list(area.names.values_list("name_th", "since"))


def refusal(action, **kwargs):
    with pytest.raises(AreaError) as error:
        action(**kwargs)
    return error.value.code


def last_event(area):
    row = Event.objects.filter(chain__subject=area.history_subject).latest("sequence")
    return row.name, row.by_id, row.data


def test_a_renamed_area_bears_its_new_name_and_remembers_the_old_one(rename, administrator):
    area = rename()

    assert (area.name_th, area.name_en) == ("เทศบาลนครสุขใจ", "Suk Chai")
    assert names(area) == [("ตำบลอ้อมน้อย", None), ("เทศบาลนครสุขใจ", TODAY)]
    facts = {"old": "ตำบลอ้อมน้อย", "name": "เทศบาลนครสุขใจ", "old_en": "Om Noi", "name_en": "Suk Chai"}
    assert last_event(area) == (
        "area-renamed",
        administrator.pk,
        {**facts, "since": "2026-11-30", "source": SOURCE},
    )


@pytest.mark.parametrize("text", ["อ้อมน้อย", "Om Noi", "อ้อมน้อย สมุทรสาคร", "สุขใจ", "suk chai"])
def test_an_area_is_found_by_all_its_names(rename, text):
    area = rename()
    builders.AreaBuilder()

    assert list(TargetArea.objects.named_like(text)) == [area]


def test_the_name_on_a_day_is_the_one_that_counted_then(rename):
    area = rename(since=TODAY - timedelta(days=10))

    assert str(area.name_on(TODAY - timedelta(days=11))) == "ตำบลอ้อมน้อย"
    assert str(area.name_on(TODAY - timedelta(days=10))) == "เทศบาลนครสุขใจ"
    assert str(builders.AreaBuilder(name_th="อื่น").name_on(TODAY)) == "อื่น"


def test_a_name_that_lies_ahead_takes_effect_on_its_day(rename):
    day = TODAY + timedelta(days=5)
    area = rename(since=day)
    assert (area.name_th, results.take_names_into_effect(day - timedelta(days=1))) == ("ตำบลอ้อมน้อย", 0)

    with time_machine.travel(f"{day} 00:01+07:00", tick=False):
        assert tasks.take_names_into_effect() == 1
        assert tasks.take_names_into_effect() == 0

    area.refresh_from_db()
    assert area.name_th == "เทศบาลนครสุขใจ"
    data = {"old": "ตำบลอ้อมน้อย", "name": "เทศบาลนครสุขใจ"}
    assert last_event(area) == ("area-name-taken-effect", None, data)


def test_names_take_effect_in_a_constant_number_of_queries_while_none_is_due(
    rename, django_assert_num_queries
):
    rename()
    for number in range(3):
        rename(area=builders.AreaBuilder(), name_th=f"ใหม่ {number}")

    with django_assert_num_queries(2):
        assert results.take_names_into_effect(TODAY) == 0


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name_th": " "}, "no-name"),
        ({"name_th": "ตำบลอ้อมน้อย", "name_en": "Om Noi"}, "same-name"),
        ({"source": " "}, "no-reason"),
        ({"since": TODAY + timedelta(days=800)}, "name-too-late"),
        ({"name_th": "เทศบาลอื่น"}, "name-taken"),
    ],
)
def test_a_name_that_cannot_be_is_refused(rename, area, change, code):
    builders.AreaBuilder(province=area.province, name_th="เทศบาลอื่น")

    assert refusal(rename, **change) == code
    assert names(area) == []


def test_a_name_counts_from_a_day_after_the_one_before(rename):
    rename()

    assert refusal(rename, name_th="อีกชื่อ", since=TODAY) == "name-too-early"


def test_an_area_without_a_name_is_named_and_not_renamed(rename, administrator):
    nameless = builders.AreaBuilder(name_th="", name_en="")
    assert refusal(rename, area=nameless) == "not-named"

    area = actions.correct_name(
        area=nameless, name_th="ตำบลใหม่", name_en="", reason="ประกาศ", by=administrator
    )

    assert (area.name_th, names(area)) == ("ตำบลใหม่", [])
    assert list(TargetArea.objects.named_like("ตำบลใหม่")) == [area]


def test_a_corrected_name_takes_the_place_of_the_wrong_one(rename, area, administrator):
    rename(name_th="เทศบาลนครสุกใจ")

    actions.correct_name(
        area=area, name_th="เทศบาลนครสุขใจ", name_en="Suk Chai", reason="สะกดผิด", by=administrator
    )

    area.refresh_from_db()
    assert area.name_th == "เทศบาลนครสุขใจ"
    assert names(area) == [("ตำบลอ้อมน้อย", None), ("เทศบาลนครสุขใจ", TODAY)]
    assert not TargetArea.objects.named_like("สุกใจ").exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name_th": ""}, "no-name"),
        ({"reason": ""}, "no-reason"),
        ({"name_th": "ตำบลอ้อมน้อย"}, "same-name"),
        ({"name_th": "เทศบาลอื่น"}, "name-taken"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(area, administrator, change, code):
    builders.AreaBuilder(province=area.province, name_th="เทศบาลอื่น")
    values = {"area": area, "name_th": "ใหม่", "name_en": "Om Noi", "reason": "ผิด", "by": administrator}

    assert refusal(actions.correct_name, **values | change) == code


def test_a_renaming_is_withdrawn_and_the_area_bears_its_earlier_name(rename, administrator):
    area = rename()

    actions.withdraw_name(name=area.names.last(), reason="ผิดพื้นที่", by=administrator)

    area.refresh_from_db()
    assert (area.name_th, area.name_en, names(area)) == ("ตำบลอ้อมน้อย", "Om Noi", [])
    facts = {"old": "เทศบาลนครสุขใจ", "name": "ตำบลอ้อมน้อย", "since": "2026-11-30"}
    assert last_event(area) == ("area-name-withdrawn", administrator.pk, {**facts, "reason": "ผิดพื้นที่"})


def test_only_the_latest_renaming_can_be_withdrawn(rename, administrator):
    area = rename(since=TODAY - timedelta(days=2))
    rename(name_th="ชื่อที่สาม")
    first, second, third = area.names.all()

    values = {"reason": "ผิด", "by": administrator}
    assert refusal(actions.withdraw_name, name=first, **values) == "name-is-first"
    assert refusal(actions.withdraw_name, name=second, **values) == "name-is-followed"
    assert refusal(actions.withdraw_name, name=third, **values | {"reason": ""}) == "no-reason"
    actions.withdraw_name(name=third, **values)
    third.pk = third.pk or 0
    assert names(area) == [("ตำบลอ้อมน้อย", None), ("เทศบาลนครสุขใจ", TODAY - timedelta(days=2))]


def test_the_record_tells_present_former_and_coming_names(rename, area):
    rename(since=TODAY - timedelta(days=2))
    rename(name_th="ชื่อที่สาม", since=TODAY + timedelta(days=2))
    record = area_record(TargetArea.objects.get(pk=area.pk), TODAY)

    assert str(record.present_name) == "เทศบาลนครสุขใจ"
    assert [(str(name), until) for name, until in record.former_names] == [
        ("ตำบลอ้อมน้อย", TODAY - timedelta(days=2))
    ]
    assert [str(name) for name in record.coming_names] == ["ชื่อที่สาม"]
    assert str(record.latest_renaming) == "ชื่อที่สาม"


def test_the_name_of_an_ended_area_is_free_again(rename, area, administrator):
    other = builders.AreaBuilder(province=area.province, name_th="เทศบาลอื่น")
    area_actions.end_area(area=other, ended_on=TODAY, reason="รวม", by=administrator)

    assert rename(name_th="เทศบาลอื่น").name_th == "เทศบาลอื่น"
