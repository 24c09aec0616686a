"""The lists of assessments: search, filters, order, pages, and whose work is whose."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.audit.actions import assignments
from assessments.audit.models.assignments import Assignment
from assessments.entry.actions import entries as entry_actions
from assessments.pages.screens import assignments as assignment_screens
from assessments.pages.screens import my_work
from assessments.workflow.domain import Status, WorkflowError
from assessments.workflow.models import Assessment
from tests import builders
from tests.builders import AreaBuilder, CycleBuilder, ProvinceBuilder

AUDITS = "audits"


def opened(cycle, province, name, **values):
    area = AreaBuilder(province=province, name_th=name, **values)
    return entry_actions.open_assessment(area=area, cycle=cycle, by=None)


def listed(client, name, **asked):
    """Return the list of a page of assessments."""
    lists = {"list": "list", AUDITS: "audits", "assignments": "assessments"}
    return client.get(reverse(f"assessments:{name}"), asked).context[lists[name]]


def names(shown):
    return [row.area.name_th for row in shown.rows]


@pytest.fixture
def three(cycle, people):
    """Three submitted assessments of two provinces, phases and years."""
    krabi = ProvinceBuilder(name_th="กระบี่", name_en="Krabi")
    phrae = ProvinceBuilder(name_th="แพร่", name_en="Phrae")
    earlier = CycleBuilder(year=cycle.year - 1, framework=cycle.framework)
    rows = [
        opened(cycle, krabi, "เทศบาลเขา 12", key="krabi-hill", name_en="Hill town"),
        opened(cycle, phrae, "เทศบาลไร่", key="phrae-field", name_en="Field town", phase=2),
        opened(earlier, phrae, "เทศบาลนา", key="phrae-rice", name_en="Rice town", phase=3),
    ]
    Assessment.objects.filter(pk__in=[row.pk for row in rows[:2]]).update(
        status=Status.INTERNAL_AUDIT, submitted_by=people.officer, submitted_at=timezone.now()
    )
    Assessment.objects.filter(pk=rows[2].pk).update(
        status=Status.EXTERNAL_AUDIT, passed_by=people.internal, passed_at=timezone.now()
    )
    return rows


@pytest.mark.parametrize("name", ["list", AUDITS, "assignments"])
def test_every_list_of_assessments_is_filtered_alike(client, three, people, name):
    client.force_login(people.administrator)
    hill, field, rice = (row.area.name_th for row in three)
    year = three[2].cycle.year

    answers = {
        address: set(names(listed(client, name, **dict([address.split("=")]))))
        for address in (
            *("q=เขา", "q=hill", "q=เทศบาลเขา ๑๒", "q=แพร่", "q=krabi-hill", "q=!", "phase=2", f"year={year}"),
            *("state=external-audit", "level=3", f"province={three[0].area.province.code}"),
            *("province=999999", "phase=9", "year=x", "state=no", "level=-1", "sort=no", "page=no"),
        )
    }

    everything, nothing = {hill, field, rice}, set()
    assert answers == {
        "q=เขา": {hill},
        "q=hill": {hill},
        "q=เทศบาลเขา ๑๒": {hill},
        "q=krabi-hill": {hill},
        f"province={three[0].area.province.code}": {hill},
        "q=แพร่": {field, rice},
        "phase=2": {field},
        f"year={year}": {rice},
        "state=external-audit": {rice},
        "q=!": nothing,
        "level=3": nothing,
        "province=999999": everything,
        "phase=9": everything,
        "year=x": everything,
        "state=no": everything,
        "level=-1": everything,
        "sort=no": everything,
        "page=no": everything,
    }


@pytest.mark.parametrize(
    ("sort", "expected"),
    [("area", ["ข", "เข", "ค"]), ("-area", ["ค", "เข", "ข"]), ("-state", ["ข", "เข", "ค"])],
)
def test_the_headings_sort_in_thai_order(client, cycle, province, people, sort, expected):
    rows = [opened(cycle, province, name) for name in ("เข", "ค", "ข")]
    Assessment.objects.filter(pk=rows[2].pk).update(
        status=Status.INTERNAL_AUDIT, submitted_by=people.officer, submitted_at=timezone.now()
    )
    client.force_login(people.administrator)

    assert names(listed(client, "list", sort=sort)) == expected


@pytest.mark.parametrize(("count", "found"), [(10, 10), (11, 1)])
def test_much_work_that_waits_is_searched_with_all_assessments(
    client, cycle, province, officer, count, found
):
    for number in range(count):
        opened(cycle, province, f"เทศบาลที่ {number:02}")
    client.force_login(officer)

    page = client.get(reverse("assessments:list"), {"q": "ที่ 07"})

    assert (page.context["waiting"].count, page.context["list"].count) == (found, 1)
    assert page.content.decode().count('role="search"') == 1
    assert re.search('class="sort-link" href="[^"]*sort=level[^"]*#all"', page.content.decode())
    nothing = client.get(reverse("assessments:list"), {"q": "ไม่มีชื่อนี้"}).content.decode()
    assert ("ไม่มีงานที่รอท่านตามตัวกรองที่เลือก" in nothing) == (found == 1)


def test_what_is_ticked_on_the_committees_page_stands_on_pages_of_their_own(client, cycle, province, people):
    Assessment.objects.bulk_create(
        Assessment(
            area=AreaBuilder(province=province),
            cycle=cycle,
            status=Status.COMMITTEE,
            recommended_by=people.external,
            recommended_at=timezone.now(),
        )
        for _ in range(51)
    )
    client.force_login(people.administrator)

    page = client.get(reverse("assessments:committee"), {"unlisted": "2"})

    lists = {name: page.context[name] for name in ("unlisted", "before_committee", "granted", "decided")}
    assert {name: (shown.count, len(shown.rows)) for name, shown in lists.items()} == {
        "unlisted": (51, 1),
        "before_committee": (51, 50),
        "granted": (0, 0),
        "decided": (0, 0),
    }
    assert 'href="?before=2#dossiers"' in page.content.decode()
    meeting = builders.meeting_of(by=people.administrator)
    assert len(client.get(meeting.get_absolute_url(), {"page": "2"}).context["unlisted"].rows) == 1


def test_a_list_of_more_than_fifty_has_pages_that_keep_the_filters(client, cycle, province, people):
    Assessment.objects.bulk_create(
        Assessment(area=AreaBuilder(province=province), cycle=cycle) for _ in range(51)
    )
    client.force_login(people.administrator)

    first = client.get(reverse("assessments:list"), {"phase": "1"})
    second = client.get(reverse("assessments:list"), {"phase": "1", "page": "2"})

    assert [len(page.context["list"].rows) for page in (first, second)] == [50, 1]
    assert 'href="?phase=1&amp;page=2#all" rel="next"' in first.content.decode()
    assert "รายการที่ 51–51 จาก 51 รายการ" in second.content.decode()


def test_the_lists_hold_only_what_a_person_may_see(client, three, people):
    officer = builders.officer_of(three[0].area.province)
    client.force_login(officer)

    shown = listed(client, "list")

    assert names(shown) == [three[0].area.name_th]
    assert [name for _code, name in shown.form.fields["province"].choices[1:]] == ["กระบี่"]


@pytest.fixture
def urgent(cycle, province, people):
    """Return a function that opens an audit due in some days, which waits since some days."""

    def make(name, due, since, *, came_back=False):
        today = timezone.localdate()
        row = opened(cycle_due(cycle, today + timedelta(days=due)), province, name)
        builders.take_to(Status.RETURNED if came_back else Status.INTERNAL_AUDIT, row, people)
        if came_back:
            row.returns.update(resubmitted_by=people.officer, resubmitted_at=timezone.now())
        Assessment.objects.filter(pk=row.pk).update(
            status=Status.INTERNAL_AUDIT, submitted_at=timezone.now() - timedelta(days=since)
        )
        return row

    return make


def cycle_due(cycle, day):
    """Return a cycle whose internal audits are due on a day."""
    existing = type(cycle).objects.filter(internal_audit_by=day).first()
    dates = {"opens_on": day, "submit_by": day, "internal_audit_by": day, "external_audit_by": day}
    return existing or CycleBuilder(framework=cycle.framework, **dates, committee_by=day)


def test_audits_stand_by_urgency_and_say_it_in_words(client, urgent, people):
    urgent("เหลือสองวัน", 2, 1)
    urgent("วันนี้ รอสามวัน", 0, 3)
    urgent("วันนี้ รอห้าวัน", 0, 5)
    urgent("วันนี้ แก้ไขแล้ว", 0, 1, came_back=True)
    urgent("เกินกำหนด", -3, 1)
    client.force_login(people.internal)

    page = client.get(reverse("assessments:audits"), {"whose": "all"})

    assert names(page.context["audits"]) == [
        "เกินกำหนด",
        "วันนี้ แก้ไขแล้ว",
        "วันนี้ รอห้าวัน",
        "วันนี้ รอสามวัน",
        "เหลือสองวัน",
    ]
    text = " ".join(page.content.decode().split())
    assert [
        words in text for words in ("เกินกำหนด 3 วัน", "ครบกำหนดวันนี้", "เหลือ 2 วัน", "จังหวัดแก้ไขแล้วส่งใหม่")
    ] == [True] * 4
    waiting = my_work.waiting_assessments(people.internal)
    assert [row.area.name_th for row in waiting if row.status == Status.INTERNAL_AUDIT] == [
        name for name in names(page.context["audits"]) if name in {row.area.name_th for row in waiting}
    ]


@pytest.fixture
def audits_of_all_kinds(cycle, province, people):
    """Audits of the internal assessor, free ones, others', coming ones, and ones they may not take."""

    def make(name, status):
        row = opened(cycle, province, name)
        builders.take_to(status, row, people)
        return row

    def assign(row, stage, assessor):
        assignments.assign(assessment=row, stage=stage, assessor=assessor, by=people.administrator)

    mine = make("ของฉัน", Status.INTERNAL_AUDIT)
    assign(mine, Status.INTERNAL_AUDIT, people.internal)
    make("รับได้", Status.INTERNAL_AUDIT)
    assign(make("ของผู้อื่น", Status.INTERNAL_AUDIT), Status.INTERNAL_AUDIT, people.external)
    assign(make("ยังไม่ถึง", Status.INTERNAL_AUDIT), Status.EXTERNAL_AUDIT, people.internal)
    make("ตรวจขั้นก่อนแล้ว", Status.EXTERNAL_AUDIT)
    make("ส่งกลับจังหวัด", Status.RETURNED)
    recused = make("ขอถอนตัวแล้ว", Status.INTERNAL_AUDIT)
    assign(recused, Status.INTERNAL_AUDIT, people.internal)
    assignments.recuse(assessment=recused, stage=Status.INTERNAL_AUDIT, reason="รู้จักกัน", by=people.internal)


def acts(action, row, assessor):
    """Return whether an assessor can do something to an assessment; what they did stays done."""
    try:
        action(assessment=row, by=assessor)
    except WorkflowError:
        return False
    return True


def test_what_is_mine_and_what_i_may_take_is_so(client, audits_of_all_kinds, people):
    client.force_login(people.internal)

    pages = {whose: listed(client, AUDITS, whose=whose) for whose in ("mine", "free", "coming", "all")}

    assert set(names(pages["mine"])) == {"ของฉัน"}
    assert set(names(pages["coming"])) == {"ยังไม่ถึง", "ส่งกลับจังหวัด"}
    under_way = Assessment.objects.all()
    takeable = {row.area.name_th for row in under_way if acts(assignments.take_on, row, people.internal)}
    assert set(names(pages["free"])) == takeable == {"รับได้"}
    begun = {row.area.name_th for row in under_way if acts(assignments.begin_audit, row, people.internal)}
    assert begun == {"ของฉัน", "รับได้"}
    assert pages["all"].count == under_way.count()


def test_all_places_count_the_same_work(client, audits_of_all_kinds, people):
    for assessor in (people.internal, people.external):
        client.force_login(assessor)
        counts = assignment_screens.audit_counts(assessor)
        chips = {
            name: count
            for name, _words, count, _url in client.get(reverse("assessments:audits")).context[
                "whose_choices"
            ]
        }
        page = client.get(reverse("assessments:list"))

        assert chips == counts
        assert {name: listed(client, AUDITS, whose=name).count for name in counts} == counts
        assert page.context["waiting"].count == counts["mine"] + counts["free"]
        # The mail tells of one's own work; an audit that nobody has is told to those who assign.
        assert len(my_work.waiting_items(assessor)) == counts["mine"]


def test_administrators_assign_all_that_the_filters_found_on_every_page(client, cycle, province, people):
    Assessment.objects.bulk_create(
        Assessment(area=AreaBuilder(province=province, phase=2), cycle=cycle) for _ in range(51)
    )
    other = opened(cycle, province, "อีกระยะหนึ่ง")
    client.force_login(people.administrator)
    url = f"{reverse('assessments:assignments')}?phase=2"

    client.post(url, {"everything": "on", "stage": "internal-audit", "assessor": people.internal.pk})

    assert Assignment.objects.count() == 51
    assert not other.assignments.exists()


def test_every_row_shown_can_be_ticked_without_scripts(client, three, people):
    client.force_login(people.administrator)
    page = client.get(reverse("assessments:assignments"), {"phase": "2"})

    ticked = client.get(reverse("assessments:assignments") + page.context["tick_url"])

    assert page.context["chosen_pks"] == set()
    assert ticked.context["chosen_pks"] == {three[1].pk}
    assert page.context["tick_url"] in page.content.decode().replace("&amp;", "&")


def test_the_work_load_and_the_assessors_stand_in_thai_order(client, people):
    for name in ("เอก", "อร", "กร"):
        builders.UserBuilder(role="assessor", signing_name=name)
    client.force_login(people.administrator)

    page = client.get(reverse("assessments:assignments"))

    assessors = [load.assessor.signing_name for load in page.context["workload"]]
    choices = [str(label) for _pk, label in page.context["form"].fields["assessor"].choices]
    assert [name for name in assessors if "assessor" not in name] == ["กร", "อร", "เอก"]
    assert choices[1:] == assessors
