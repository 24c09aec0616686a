"""The register of target areas: adding, changing, ending, resuming, and who follows whom."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from areas.actions import areas as actions
from areas.domain.register import AreaError
from areas.models import AreaSuccession, TargetArea
from areas.screens import area_events
from assessments.cycles.queries.cycles import areas_left_out
from ecotown.common.history.models import Event
from tests import builders

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(f"{TODAY} 12:00+07:00", tick=False):
        yield


@pytest.fixture
def values(province):
    return {
        "province": province,
        "name_th": "เทศบาลเมืองใหม่",
        "name_en": "New Town",
        "phase": 3,
        "confidence": "department",
        "source": "ประกาศ",
    }


@pytest.fixture
def neighbours(area):
    return builders.AreaBuilder.create_batch(2, province=area.province)


def events(area):
    """Return the names and facts of the history of an area, oldest first."""
    rows = Event.objects.filter(chain__subject=area.history_subject).order_by("sequence")
    return [(row.name, row.by_id, row.data) for row in rows]


def told(areas):
    """Return how the history tells areas, which may be renamed later."""
    return [f"{area.name_th} ({area.key})" for area in areas]


def refusal(action, **kwargs):
    with pytest.raises(AreaError) as error:
        action(**kwargs)
    return error.value.code


def test_an_added_area_has_a_key_a_page_and_a_history(values, administrator):
    area = actions.add_area(**values, note=" จุดเริ่ม ", by=administrator)

    assert area.key == f"{values['province'].name_en.lower().replace(' ', '-')}-new-town"
    assert area.get_absolute_url() == f"/areas/{area.key}/"
    facts = {
        *{"name": "เทศบาลเมืองใหม่", "name_en": "New Town", "province": area.province.code}.items(),
        *{"key": area.key, "phase": 3, "confidence": "department", "source": "ประกาศ"}.items(),
        *{"note": "จุดเริ่ม", "announcement": ""}.items(),
    }
    assert events(area) == [("area-added", administrator.pk, dict(facts))]


def test_two_areas_of_a_province_do_not_bear_one_name(values, administrator):
    actions.add_area(**values, by=administrator)

    assert refusal(actions.add_area, **values, by=administrator) == "name-taken"
    elsewhere = values | {"province": builders.ProvinceBuilder()}
    assert actions.add_area(**elsewhere, by=administrator).name_th == "เทศบาลเมืองใหม่"
    assert TargetArea.objects.values("key").distinct().count() == 2


def test_an_area_without_a_name_is_not_added(values, administrator):
    assert refusal(actions.add_area, **values | {"name_th": " "}, by=administrator) == "no-name"
    assert not TargetArea.objects.exists()


def test_changed_facts_are_recorded_and_unchanged_ones_are_not(area, administrator):
    facts = {"phase": 2, "confidence": "confirmed", "source": "test", "note": "", "announcement": None}

    actions.change_area(area=area, **facts, by=administrator)
    actions.change_area(area=area, **facts, by=administrator)

    assert events(area) == [("area-changed", administrator.pk, {"old": {"phase": 1}, "new": {"phase": 2}})]


def test_an_area_that_is_split_names_its_parts_and_both_lead_to_each_other(area, neighbours, administrator):
    ended = actions.end_area(
        area=area, ended_on=TODAY, reason="แบ่งพื้นที่", successors=neighbours, by=administrator
    )

    assert ended.is_ended
    assert set(ended.successors.all()) == set(neighbours)
    assert [list(part.predecessors.all()) for part in neighbours] == [[area], [area]]
    assert events(area) == [
        (
            "area-ended",
            administrator.pk,
            {
                "ended_on": "2026-11-30",
                "reason": "แบ่งพื้นที่",
                "successors": told(neighbours),
            },
        )
    ]


def test_areas_that_are_merged_have_one_successor(area, neighbours, administrator):
    other, merged = neighbours
    for part in (area, other):
        actions.end_area(area=part, ended_on=TODAY, reason="รวม", successors=[merged], by=administrator)

    assert set(merged.predecessors.all()) == {area, other}


def test_an_end_that_lies_ahead_ends_the_area_on_its_day(area, administrator):
    day = TODAY + timedelta(days=10)
    ended = actions.end_area(area=area, ended_on=day, reason="ครบกำหนด", by=administrator)

    assert not ended.is_ended
    assert list(TargetArea.objects.in_force_on(day - timedelta(days=1))) == [area]
    assert list(TargetArea.objects.in_force_on(day)) == []
    with time_machine.travel(f"{day} 00:01+07:00"):
        assert ended.is_ended


def test_an_ended_area_neither_ends_again_nor_follows_another(area, neighbours, administrator):
    other, _third = neighbours
    actions.end_area(area=area, ended_on=TODAY, reason="รวม", successors=[other], by=administrator)

    again = {"ended_on": TODAY, "reason": "รวม", "by": administrator}
    assert refusal(actions.end_area, area=area, **again) == "ended"
    assert refusal(actions.end_area, area=other, successors=[area], **again) == "successor-ended"
    assert refusal(actions.end_area, area=other, successors=[other], **again) == "own-successor"
    assert refusal(actions.end_area, area=other, **again | {"reason": " "}) == "no-reason"


def test_an_end_is_taken_back_with_the_areas_that_followed(area, neighbours, administrator):
    actions.end_area(area=area, ended_on=TODAY, reason="แบ่ง", successors=neighbours, by=administrator)

    resumed = actions.resume_area(area=area, reason="บันทึกผิด", by=administrator)

    assert (resumed.ended_on, resumed.end_reason, resumed.successors.count()) == (None, "", 0)
    old = {"ended_on": "2026-11-30", "end_reason": "แบ่ง", "successors": told(neighbours)}
    assert events(area)[-1] == (
        "area-resumed",
        administrator.pk,
        {"reason": "บันทึกผิด", "old": old},
    )
    assert refusal(actions.resume_area, area=area, reason="x", by=administrator) == "not-ended"
    assert refusal(actions.resume_area, area=area, reason=" ", by=administrator) == "no-reason"


@pytest.mark.parametrize(
    "write",
    [
        lambda area, other: AreaSuccession.objects.create(predecessor=area, successor=other),
        lambda area, other: TargetArea.objects.filter(pk=area.pk).update(key="other"),
        lambda area, other: TargetArea.objects.filter(pk=area.pk).update(ended_on=TODAY),
        lambda area, other: TargetArea.objects.filter(pk=area.pk).update(end_reason="x"),
        lambda area, other: TargetArea.objects.filter(pk=area.pk).delete(),
    ],
    ids=["follows one that goes on", "another key", "end without reason", "reason without end", "deleted"],
)
def test_the_database_refuses_what_would_break_the_register(area, neighbours, write):
    with pytest.raises(IntegrityError), transaction.atomic():
        write(area, neighbours[0])


def test_an_area_that_others_follow_keeps_its_end(area, neighbours, administrator):
    actions.end_area(area=area, ended_on=TODAY, reason="แบ่ง", successors=neighbours, by=administrator)

    with pytest.raises(IntegrityError), transaction.atomic():
        TargetArea.objects.filter(pk=area.pk).update(ended_on=None, end_reason="")
    with pytest.raises(IntegrityError), transaction.atomic():
        AreaSuccession.objects.create(predecessor=area, successor=area)


def test_the_published_list_does_not_undo_what_the_register_says(administrator):
    call_command("load_areas", verbosity=0)
    area = TargetArea.objects.get(key="chon-buri")
    actions.change_area(
        area=area,
        phase=2,
        confidence="department",
        source="หนังสือกรม",
        note="",
        announcement=None,
        by=administrator,
    )

    call_command("load_areas", verbosity=0)

    area.refresh_from_db()
    assert (area.phase, area.source) == (2, "หนังสือกรม")


def test_the_history_tells_each_step_in_words(area, neighbours, administrator):
    actions.end_area(area=area, ended_on=TODAY, reason="แบ่ง", successors=neighbours, by=administrator)
    actions.resume_area(area=area, reason="ผิด", by=administrator)
    facts = {"phase": 2, "confidence": "department", "source": "test", "note": "", "announcement": None}
    actions.change_area(area=area, **facts, by=administrator)

    keys = ", ".join(told(neighbours))
    words = [(shown.label, shown.changes, shown.facts, shown.reason) for shown in area_events(area)]
    assert words == [
        (
            "แก้ไขข้อมูลพื้นที่",
            (
                ("พื้นที่ระยะที่", "1", "2"),
                (
                    "ความน่าเชื่อถือของข้อมูล",
                    "แหล่งข้อมูลสาธารณะระบุทั้งพื้นที่และจังหวัด",
                    "กรมโรงงานอุตสาหกรรมเป็นผู้บันทึก",
                ),
            ),
            (),
            "",
        ),
        (
            "ยกเลิกการสิ้นสุดของพื้นที่",
            (),
            (
                ("สิ้นสุดตั้งแต่วันที่", "30 พ.ย. 2569"),
                ("เหตุผล", "แบ่ง"),
                ("พื้นที่ที่สืบต่อ", keys),
            ),
            "ผิด",
        ),
        (
            "สิ้นสุดการเป็นพื้นที่เป้าหมาย",
            (),
            (("สิ้นสุดตั้งแต่วันที่", "30 พ.ย. 2569"), ("พื้นที่ที่สืบต่อ", keys)),
            "แบ่ง",
        ),
    ]
    assert timezone.localdate() == TODAY


def test_an_ended_area_is_in_no_new_cycle(area, cycle, administrator):
    actions.end_area(area=area, ended_on=TODAY, reason="รวม", by=administrator)
    other = builders.AreaBuilder(province=area.province)

    assert list(areas_left_out(cycle)) == [other]
