"""What belongs to an area: sub-districts, boundary, groups, announcements, published and target levels."""

import hashlib
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from areas.actions import announcements, groups, levels, parts
from areas.domain.register import AreaError
from areas.models import Announcement, AreaBoundary, AreaGroup, GroupMembership
from areas.screens import area_events
from assessments.workflow.domain import Status
from ecotown.common.files.uploads import examine
from ecotown.common.history.models import Event
from tests import files
from tests.areas.domain.test_boundaries import POLYGON

pytestmark = pytest.mark.django_db

CONTENT = json.dumps(POLYGON).encode()
PAIRS = [("ตำบลบางกะดี", "อำเภอเมืองปทุมธานี"), ("ตำบลสวนพริกไทย", "")]


def refusal(action, **kwargs):
    with pytest.raises(AreaError) as error:
        action(**kwargs)
    return error.value.code


def events_of(subject):
    rows = Event.objects.filter(chain__subject=subject).order_by("sequence")
    return [(row.name, row.by_id, row.data) for row in rows]


def test_sub_districts_are_kept_in_their_order_and_changes_recorded(area, administrator):
    parts.save_sub_districts(area=area, sub_districts=PAIRS, by=administrator)
    parts.save_sub_districts(area=area, sub_districts=PAIRS, by=administrator)
    parts.save_sub_districts(area=area, sub_districts=PAIRS[:1], by=administrator)

    assert list(area.sub_districts.values_list("position", "name", "district")) == [(1, *PAIRS[0])]
    first, second = "ตำบลบางกะดี อำเภอเมืองปทุมธานี", "ตำบลสวนพริกไทย"
    assert [data for _name, _by, data in events_of(area.history_subject)] == [
        {"old": [], "new": [first, second]},
        {"old": [first, second], "new": [first]},
    ]
    twice = {"sub_districts": PAIRS[:1] * 2, "by": administrator}
    assert refusal(parts.save_sub_districts, area=area, **twice) == "sub-district-twice"


def test_a_boundary_is_stored_with_its_size_and_its_picture(area, administrator):
    boundary = parts.save_boundary(area=area, content=CONTENT, source="กรมแผนที่", by=administrator)

    assert (boundary.point_count, boundary.width, boundary.height) == (5, 312, 320)
    assert boundary.square_km.quantize(Decimal(1)) == 121
    sha256 = hashlib.sha256(CONTENT).hexdigest()
    facts = {"old": "", "sha256": sha256, "square_km": str(boundary.square_km), "source": "กรมแผนที่"}
    assert events_of(area.history_subject) == [("boundary-saved", administrator.pk, facts)]


def test_a_new_boundary_takes_the_place_of_the_earlier_one(area, administrator):
    parts.save_boundary(area=area, content=CONTENT, source="เดิม", by=administrator)

    parts.save_boundary(area=area, content=CONTENT + b" ", source="ใหม่", by=administrator)

    assert AreaBoundary.objects.get().source == "ใหม่"
    parts.remove_boundary(area=area, reason="ผิดพื้นที่", by=administrator)
    assert not AreaBoundary.objects.exists()
    assert refusal(parts.remove_boundary, area=area, reason="x", by=administrator) == "no-boundary"
    assert refusal(parts.remove_boundary, area=area, reason=" ", by=administrator) == "no-reason"


@pytest.mark.parametrize(
    ("change", "code"), [({"source": " "}, "no-source"), ({"content": b"{}"}, "not-geojson")]
)
def test_a_boundary_needs_a_source_and_polygons(area, administrator, change, code):
    values = {"area": area, "content": CONTENT, "source": "กรม", "by": administrator}

    assert refusal(parts.save_boundary, **values | change) == code


def test_an_area_is_put_into_a_group_with_a_source_and_taken_out(area, administrator):
    group = groups.save_group(name_th=" กลุ่มทดสอบ ", name_en="Test", source="กฎหมาย", by=administrator)
    membership = groups.join_group(area=area, group=group, source="ประกาศ", by=administrator)

    values = {"area": area, "group": group, "by": administrator}
    assert refusal(groups.join_group, **values, source="ประกาศ") == "in-group"
    assert refusal(groups.join_group, **values, source=" ") == "no-source"
    groups.leave_group(membership=membership, by=administrator)
    groups.leave_group(membership=membership, by=administrator)

    assert not GroupMembership.objects.exists()
    facts = {"group": "กลุ่มทดสอบ", "source": "ประกาศ"}
    assert events_of(area.history_subject) == [
        ("area-grouped", administrator.pk, facts),
        ("area-ungrouped", administrator.pk, facts),
    ]


def test_a_group_has_a_name_of_its_own_and_a_source(administrator):
    group = groups.save_group(name_th="หนึ่ง", name_en="", source="กฎหมาย", by=administrator)
    groups.save_group(name_th="สอง", name_en="", source="กฎหมาย", by=administrator)

    values = {"name_en": "", "by": administrator}
    assert refusal(groups.save_group, name_th="", source="x", **values) == "no-name"
    assert refusal(groups.save_group, name_th="สาม", source="", **values) == "no-source"
    assert refusal(groups.save_group, name_th="สอง", source="x", **values) == "group-exists"
    assert refusal(groups.save_group, group=group, name_th="สอง", source="x", **values) == "group-exists"
    groups.save_group(group=group, name_th="สาม", source="ใหม่", **values)

    assert set(AreaGroup.objects.values_list("name_th", "source")) == {("สาม", "ใหม่"), ("สอง", "กฎหมาย")}
    assert events_of(f"area-group:{group.pk}")[-1][2] == {
        "old": {"name_th": "หนึ่ง", "name_en": "", "source": "กฎหมาย"},
        "new": {"name_th": "สาม", "name_en": "", "source": "ใหม่"},
    }


@pytest.fixture
def announce(administrator):
    def run(content=None, **changes):
        values = {"title": "ประกาศกระทรวง", "number": "1/2561", "announced_on": date(2018, 5, 1)} | changes
        upload = examine(io.BytesIO(content), "ประกาศ.pdf", max_bytes=10**6) if content else None
        return announcements.save_announcement(**values, upload=upload, by=administrator)

    return run


def test_an_announcement_is_kept_with_its_file(announce, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    content = files.pdf("ประกาศ")

    announcement = announce(content)

    assert Path(announcement.file.path).read_bytes() == content
    sha256 = hashlib.sha256(content).hexdigest()
    assert (announcement.file_name, announcement.sha256, announcement.size) == (
        "ประกาศ.pdf",
        sha256,
        len(content),
    )
    new = {"title": "ประกาศกระทรวง", "number": "1/2561", "announced_on": "2018-05-01"}
    new |= {"file": "ประกาศ.pdf", "sha256": sha256}
    assert [data for *_name, data in events_of(f"announcement:{announcement.pk}")] == [
        {"old": {}, "new": new}
    ]


def test_a_new_file_takes_the_place_of_the_earlier_one(
    announce, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    announcement = announce(files.pdf("เดิม"))
    former = announcement.file.path

    with django_capture_on_commit_callbacks(execute=True):
        announce(files.pdf("ใหม่"), announcement=announcement, title="ชื่อใหม่")

    stored = Announcement.objects.get()
    written = Path(stored.file.path)
    assert (stored.title, written.read_bytes()) == ("ชื่อใหม่", files.pdf("ใหม่"))
    assert [*(tmp_path / "announcements").iterdir()] == [written]
    assert former != stored.file.path


def test_an_announcement_stands_once_in_the_register(announce, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    announce()

    assert refusal(announce) == "announcement-exists"
    assert refusal(announce, content=files.pdf("x")) == "announcement-exists"
    assert refusal(announce, title=" ") == "no-title"
    assert not list((tmp_path / "announcements").iterdir())


def test_the_file_of_an_announcement_is_a_pdf(announce):
    assert refusal(announce, content=files.picture("PNG")) == "not-pdf"


@pytest.mark.parametrize(
    ("save", "remove", "rows", "argument", "names"),
    [
        (
            levels.save_published_level,
            levels.remove_published_level,
            "published_levels",
            "published",
            ("published-level-saved", "published-level-removed"),
        ),
        (
            levels.save_target_level,
            levels.remove_target_level,
            "target_levels",
            "target",
            ("target-level-saved", "target-level-removed"),
        ),
    ],
    ids=["published", "target"],
)
def test_a_level_of_a_year_is_saved_replaced_and_removed(
    area, administrator, save, remove, rows, argument, names
):
    values = {"area": area, "year": 2565, "by": administrator}
    save(**values, level=3, source="ข่าว")
    save(**values, level=3, source="ข่าว")
    row = save(**values, level=4, source="หนังสือ")

    assert list(getattr(area, rows).values_list("year", "level", "source")) == [(2565, 4, "หนังสือ")]
    assert refusal(save, **values, level=3, source=" ") == "no-source"
    assert refusal(save, **values | {"year": 2026}, level=3, source="x") == "year"
    remove(**{argument: row}, by=administrator)
    remove(**{argument: row}, by=administrator)
    assert not getattr(area, rows).exists()
    first, second = {"level": 3, "source": "ข่าว"}, {"level": 4, "source": "หนังสือ"}
    assert events_of(area.history_subject) == [
        (names[0], administrator.pk, {"year": 2565, "old": {}, "new": first}),
        (names[0], administrator.pk, {"year": 2565, "old": first, "new": second}),
        (names[1], administrator.pk, {"year": 2565, "old": second}),
    ]
    told = [(shown.changes, shown.facts) for shown in area_events(area)]
    assert told == [
        ((), (("ปีงบประมาณ", "2565"), ("ระดับ", "4"), ("ที่มา", "หนังสือ"))),
        ((("ระดับ", "3", "4"), ("ที่มา", "ข่าว", "หนังสือ")), (("ปีงบประมาณ", "2565"),)),
        ((("ระดับ", "–", "3"), ("ที่มา", "–", "ข่าว")), (("ปีงบประมาณ", "2565"),)),
    ]


def test_a_level_that_was_granted_here_is_not_entered_from_elsewhere(at, administrator):
    assessment = at(Status.PUBLISHED)
    values = {"area": assessment.area, "level": 3, "source": "ข่าว", "by": administrator}

    year = assessment.cycle.year
    assert refusal(levels.save_published_level, year=year, **values) == "granted-here"
    assert levels.save_published_level(year=year + 1, **values).level == 3


def test_the_database_keeps_what_was_entered_whole(area):
    group = AreaGroup.objects.create(name_th="กลุ่ม", source="กฎหมาย")
    writes = [
        lambda: area.target_levels.create(year=2570, level=0, source="x"),
        lambda: area.target_levels.create(year=2570, level=5, source=""),
        lambda: area.memberships.create(group=group, source=""),
        lambda: area.sub_districts.create(position=1, name=""),
        lambda: area.names.create(name_th="", since=None),
        lambda: area.names.create(name_th="ใหม่", since=date(2026, 1, 1), source=""),
        lambda: Announcement.objects.create(title="ประกาศ", announced_on=date(2018, 1, 1), file="x.pdf"),
        lambda: AreaGroup.objects.create(name_th="", source="x"),
    ]
    for write in writes:
        with pytest.raises(IntegrityError), transaction.atomic():
            write()
