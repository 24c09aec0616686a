"""Loading the published lists."""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import IntegrityError, transaction

from areas import actions
from areas.models import (
    AreaGroup,
    GroupMembership,
    Province,
    PublishedLevel,
    PublishedTotal,
    Region,
    TargetArea,
)
from ecotown.common.history.models import Event
from ecotown.common.holidays.models import PublicHoliday
from ecotown.common.holidays.queries import is_weekend

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    call_command("load_areas", verbosity=0)


def test_all_provinces_are_loaded_with_their_codes(loaded):
    assert Province.objects.count() == 77
    assert Province.objects.get(name_th="สมุทรสาคร").iso_code == "TH-74"
    assert all(province.iso_code == f"TH-{province.code}" for province in Province.objects.all())
    regions = {region: Province.objects.filter(region=region).count() for region in Region.values}
    assert regions == {"north": 9, "northeast": 20, "central": 22, "east": 7, "west": 5, "south": 14}


def test_only_the_publicly_named_areas_are_loaded(loaded):
    phases = {phase: TargetArea.objects.filter(phase=phase).count() for phase in (1, 2, 3)}

    assert phases == {1: 18, 2: 4, 3: 8}


def test_inferred_levels_are_not_published_levels(loaded):
    document = json.loads((settings.FIXTURES_DIR / "target-areas.json").read_text(encoding="utf-8"))
    published = sum(len(area["known_levels"]) for area in document["areas"])

    assert PublishedLevel.objects.count() == published == 7
    om_noi = PublishedLevel.objects.filter(area__name_th__contains="อ้อมน้อย")
    assert list(om_noi.values_list("year", "level")) == [(2564, 2)]


def test_the_national_totals_are_those_published(loaded):
    assert {(row.kind, row.level): row.number for row in PublishedTotal.objects.all()} == {
        ("areas", None): 54,
        ("provinces", None): 39,
        ("areas-at-level", 4): 4,
        ("areas-at-level", 3): 14,
        ("areas-at-level", 0): 36,
    }


def test_the_holidays_of_two_years_are_loaded_with_their_sources(loaded):
    holidays = PublicHoliday.objects.all()

    assert {
        holiday.day.year: holidays.filter(day__year=holiday.day.year).count() for holiday in holidays
    } == {
        2026: 22,
        2027: 22,
    }
    assert all(holiday.source for holiday in holidays)
    substitute = holidays.get(day="2026-12-07")
    assert (substitute.confidence, substitute.day.weekday()) == ("rule", 0)


def test_a_substitute_follows_each_holiday_in_a_weekend(loaded):
    days = set(PublicHoliday.objects.values_list("day", flat=True))

    for day in days:
        if is_weekend(day):
            monday = day + timedelta(days=7 - day.weekday())
            assert monday in days, day


def test_a_holiday_that_was_moved_is_deleted(loaded):
    PublicHoliday.objects.create(day="2026-05-14", name_th="ผิด", name_en="Wrong", confidence="announced")
    PublicHoliday.objects.create(day="2025-05-14", name_th="เก่า", name_en="Old", confidence="announced")

    call_command("load_areas", verbosity=0)

    assert not PublicHoliday.objects.filter(day="2026-05-14").exists()
    assert PublicHoliday.objects.filter(day="2025-05-14").exists()


def test_an_area_without_a_public_name_says_so(loaded):
    assert "ชลบุรี" in str(TargetArea.objects.get(key="chon-buri"))
    assert TargetArea.objects.get(key="chon-buri").name_th == ""


def test_loading_again_changes_nothing_and_records_no_event(loaded):
    before = Event.objects.count()

    call_command("load_areas", verbosity=0)

    assert Event.objects.count() == before


def test_a_changed_row_is_updated(loaded):
    Province.objects.filter(code="74").update(name_en="Samutsakorn")

    call_command("load_areas", verbosity=0)

    assert Province.objects.get(code="74").name_en == "Samut Sakhon"


def test_an_area_of_an_unknown_province_is_refused_and_nothing_is_stored():
    row = {"province_th": "ไม่มี", "province_en": "None", "area_th": "x", "area_en": "x"}

    with pytest.raises(Province.DoesNotExist):
        actions.load_target_areas([row], by=None)

    assert not TargetArea.objects.exists()


def test_the_database_refuses_a_second_total_of_the_same_year(loaded):
    with pytest.raises(IntegrityError), transaction.atomic():
        PublishedTotal.objects.create(kind="areas", year=2566, number=55, source="x")


def test_a_search_for_invisible_characters_finds_all_areas(loaded):
    assert set(TargetArea.objects.named_like(" \u200b\u00a0")) == set(TargetArea.objects.all())


@pytest.mark.parametrize(
    "text",
    [
        *("อ้อมน้อย", "Om Noi", "สมุทรสาคร", "samut sakhon", "อ้อมน้อย สมุทร", "สมุทร สาคร"),
        *("\u200bอ้อม\u200bน้อย\ufeff", "Om\u00a0Noi\u202c", "\uff2f\uff4d\u3000Noi"),
    ],
    ids=ascii,
)
def test_a_part_of_a_name_finds_the_area(loaded, text):
    assert [area.name_th for area in TargetArea.objects.named_like(text)] == [
        "เทศบาลนครอ้อมน้อย (อำเภอกระทุ่มแบน)"
    ]


def test_groups_are_loaded_with_the_areas_that_a_source_names(loaded):
    groups = {group.name_en: group.memberships.count() for group in AreaGroup.objects.all()}

    assert groups == {"Special Economic Development Zones": 4, "Eastern Economic Corridor (EEC)": 0}


def test_loading_again_leaves_a_group_as_administrators_keep_it(loaded):
    GroupMembership.objects.filter(area__province__name_th="ตาก").delete()

    call_command("load_areas", verbosity=0)

    assert GroupMembership.objects.count() == 3
