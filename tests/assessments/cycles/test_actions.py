"""Opening a cycle, moving its dates, adding areas: what is done, refused, recorded and told."""

from datetime import date

import pytest
from django.urls import reverse

from areas.models import TargetArea
from assessments.audit.actions import assignments
from assessments.cycles import actions, notices
from assessments.cycles.queries.cycles import areas_left_out, carried_lines
from assessments.entry.actions import entries as entry_actions
from assessments.workflow.domain import Status, WorkflowError
from assessments.workflow.models import Assessment, Cycle
from ecotown.accounts.models import Role
from ecotown.common.history import recording
from ecotown.notices.models import Notice
from tests import builders, policies

PUBLIC_ACTIONS = policies.actions_of("assessments.cycles")
DATES = actions.usual_dates(2570)


@pytest.fixture
def open_cycle(framework, administrator):
    """Return a function that opens the cycle of 2570 for some areas."""

    def run(*areas, **values):
        return actions.open_cycle(
            **{"year": 2570, "framework": framework, "dates": DATES, "by": administrator, **values},
            areas=areas,
        )

    return run


def refusal_of(action, *areas, **values):
    with pytest.raises(WorkflowError) as error:
        action(*areas, **values)
    return error.value.code


def events_of(cycle):
    return [(event.name, event.data) for event in recording.events_of(cycle.history_subject)]


def told(kind):
    return {(notice.user, notice.data.get("new_on")) for notice in Notice.objects.filter(kind=kind)}


@pytest.mark.parametrize("action", PUBLIC_ACTIONS, ids=lambda action: action.__name__)
def test_every_action_is_one_transaction_names_who_acts_and_leaves_an_event(action):
    assert policies.is_atomic(action)
    assert policies.names_actor(action)
    assert policies.records_event(action)


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_a_cycle_beside_a_demonstration_belongs_to_it(open_cycle, framework, is_demonstration):
    builders.CycleBuilder(framework=framework, year=2569, is_demonstration=is_demonstration)

    assert open_cycle().is_demonstration is is_demonstration


def test_a_cycle_is_opened_with_its_dates_and_an_assessment_for_each_area(open_cycle, area):
    left_out = builders.AreaBuilder(province=area.province)

    cycle = open_cycle(area)

    stored = Cycle.objects.get()
    assert (stored, stored.dates) == (cycle, DATES)
    assert [assessment.area for assessment in Assessment.objects.all()] == [area]
    assert left_out not in [assessment.area for assessment in cycle.assessments.all()]
    assert events_of(cycle) == [
        (
            "cycle-opened",
            {
                "edition": cycle.framework.edition,
                "dates": {name: day.isoformat() for name, day in DATES.items()},
                "areas": [area.key],
            },
        )
    ]


def test_the_officers_of_the_areas_are_told_that_a_cycle_is_open(
    open_cycle, area, officer, other_officer, administrator
):
    cycle = open_cycle(area)

    notice = Notice.objects.get(kind="cycle-opened")
    assert (notice.user, notice.subject_id) == (officer, cycle.pk)
    assert notice.data == {"submit_by_on": "2027-03-31"}


def test_a_year_is_opened_once(open_cycle, area):
    open_cycle(area)

    assert refusal_of(open_cycle) == "cycle-exists"
    assert Cycle.objects.count() == 1


@pytest.mark.parametrize(
    ("dates", "refusal"),
    [
        pytest.param({"submit_by": date(2027, 6, 1)}, "dates-out-of-order", id="after the internal audit"),
        pytest.param({"opens_on": date(2025, 12, 31)}, "dates-beyond-year", id="too early"),
        pytest.param({"committee_by": date(2029, 1, 1)}, "dates-beyond-year", id="too late"),
    ],
)
def test_dates_that_cannot_be_are_refused(open_cycle, dates, refusal):
    assert refusal_of(open_cycle, dates=DATES | dates) == refusal
    assert not Cycle.objects.exists()


def test_dates_may_fall_together_and_lie_at_the_edges_of_the_year(open_cycle):
    day = date(2026, 1, 1)
    dates = dict.fromkeys(DATES, day) | {"committee_by": date(2028, 12, 31)}

    assert open_cycle(dates=dates).dates == dates


def test_a_moved_date_is_recorded_with_its_reason(open_cycle, area, administrator):
    cycle = open_cycle(area)

    actions.move_dates(
        cycle=cycle, dates=DATES | {"submit_by": date(2027, 4, 30)}, reason=" น้ำท่วม ", by=administrator
    )

    cycle.refresh_from_db()
    assert cycle.dates == DATES | {"submit_by": date(2027, 4, 30)}
    assert events_of(cycle)[-1] == (
        "dates-moved",
        {"moved": {"submit_by": {"old": "2027-03-31", "new": "2027-04-30"}}, "reason": "น้ำท่วม"},
    )


def move_all(cycle, by):
    """Move every date of a cycle; what was told before is forgotten."""
    Notice.objects.all().delete()
    moved = {name: day.replace(day=15) for name, day in cycle.dates.items()}
    actions.move_dates(cycle=cycle, dates=moved, reason="เลื่อน", by=by)


def test_those_are_told_whose_work_has_the_moved_date(
    open_cycle, area, officer, other_officer, assessor, second_assessor, administrator
):
    colleague = builders.UserBuilder(role=Role.ADMINISTRATOR)
    nobody_else = [other_officer, builders.UserBuilder(role=Role.ASSESSOR)]
    cycle = open_cycle(area)
    draft = cycle.assessments.get()
    for stage, person in (("internal-audit", assessor), ("external-audit", second_assessor)):
        assignments.assign(assessment=draft, stage=Status(stage), assessor=person, by=administrator)

    move_all(cycle, administrator)

    assert {kind: told(kind) for kind in Notice.objects.values_list("kind", flat=True)} == {
        "opens-on-moved": {(officer, "2026-10-15")},
        "submit-by-moved": {(officer, "2027-03-15")},
        "internal-audit-by-moved": {(assessor, "2027-05-15")},
        "external-audit-by-moved": {(second_assessor, "2027-07-15")},
        "committee-by-moved": {(colleague, "2027-09-15")},
    }
    assert not Notice.objects.filter(user__in=nobody_else).exists()


def test_of_an_audit_that_nobody_has_those_are_told_who_assign_it(open_cycle, area, assessor, administrator):
    colleague = builders.UserBuilder(role=Role.ADMINISTRATOR)
    builders.UserBuilder(role=Role.ADMINISTRATOR, is_active=False)
    cycle = open_cycle(area)

    move_all(cycle, administrator)

    assert told("internal-audit-by-moved") == {(colleague, "2027-05-15")}
    assert told("external-audit-by-moved") == {(colleague, "2027-07-15")}
    assert not Notice.objects.filter(user=assessor).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_of_who_is_told_do_not_grow_with_the_areas(
    open_cycle, province, administrator, count, django_assert_num_queries
):
    cycle = open_cycle(*(builders.AreaBuilder(province=province) for _number in range(count)))

    with django_assert_num_queries(4):
        notices.told_of(cycle, administrator)


def test_nobody_is_told_of_the_date_of_a_stage_that_is_over(framework, area, people):
    cycle = builders.CycleBuilder(framework=framework, year=2569)
    draft = entry_actions.open_assessment(area=area, cycle=cycle, by=None)
    builders.take_to(Status.COMMITTEE, draft, people)
    colleague = builders.UserBuilder(role=Role.ADMINISTRATOR)

    move_all(cycle, people.administrator)

    assert {(notice.kind, notice.user) for notice in Notice.objects.all()} == {
        ("committee-by-moved", colleague)
    }


def test_dates_that_stay_are_not_moved(open_cycle, administrator):
    cycle = open_cycle()

    assert (
        refusal_of(actions.move_dates, cycle=cycle, dates=DATES, reason="x", by=administrator)
        == "dates-unchanged"
    )
    assert len(events_of(cycle)) == 1


def test_moving_dates_keeps_them_in_order(open_cycle, administrator):
    cycle = open_cycle()
    dates = DATES | {"submit_by": date(2027, 6, 1)}

    assert (
        refusal_of(actions.move_dates, cycle=cycle, dates=dates, reason="x", by=administrator)
        == "dates-out-of-order"
    )


def test_an_area_is_added_afterwards_and_its_officers_are_told(
    open_cycle, area, other_officer, administrator
):
    cycle = open_cycle(area)
    late = builders.AreaBuilder(province=other_officer.provinces.get())
    Notice.objects.all().delete()

    added = actions.add_areas(cycle=cycle, areas=[area, late], by=administrator)

    assert [assessment.area for assessment in added] == [late]
    assert {assessment.area for assessment in cycle.assessments.all()} == {area, late}
    assert events_of(cycle)[-1] == ("cycle-areas-added", {"areas": [late.key]})
    assert [notice.user for notice in Notice.objects.all()] == [other_officer]


@pytest.mark.parametrize(
    ("chosen", "refusal"), [("none", "nothing-chosen"), ("taking part", "areas-take-part")]
)
def test_areas_that_cannot_be_added_are_refused(open_cycle, area, administrator, chosen, refusal):
    cycle = open_cycle(area)
    areas = [area] if chosen == "taking part" else []

    assert refusal_of(actions.add_areas, cycle=cycle, areas=areas, by=administrator) == refusal
    assert len(events_of(cycle)) == 1


def test_the_preview_says_what_opening_writes(at, people, framework, administrator):
    last_year = at(Status.PUBLISHED)
    new_area = builders.AreaBuilder(province=last_year.area.province)
    year = last_year.cycle.year + 1

    lines = carried_lines([last_year.area, new_area], framework, year)

    cycle = builders.CycleBuilder(framework=framework, year=year)
    opened = [
        entry_actions.open_assessment(area=area, cycle=cycle, by=None) for area in (last_year.area, new_area)
    ]
    assert [(line.area, line.year) for line in lines] == [
        (last_year.area, last_year.cycle.year),
        (new_area, None),
    ]
    assert [(line.values, line.quantities) for line in lines] == [
        (assessment.entries.count(), assessment.quantity_entries.count()) for assessment in opened
    ]
    assert lines[0].values == 41


def test_an_area_that_ended_does_not_take_part_any_more(open_cycle, area, administrator):
    TargetArea.objects.filter(pk=area.pk).update(ended_on=date(2026, 10, 1), end_reason="ยกเลิกประกาศ")
    area.refresh_from_db()
    cycle = open_cycle()

    assert refusal_of(open_cycle, area, year=2571, dates=actions.usual_dates(2571)) == "area-ended"
    assert refusal_of(actions.add_areas, cycle=cycle, areas=[area], by=administrator) == "area-ended"
    assert area not in areas_left_out(cycle)


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_of_the_preview_do_not_grow_with_the_areas(
    open_cycle, framework, province, count, django_assert_num_queries
):
    areas = [builders.AreaBuilder(province=province) for _ in range(count)]
    open_cycle(*areas)
    carried_lines(areas, framework, 2571)

    with django_assert_num_queries(3):
        lines = carried_lines(areas, framework, 2571)

    assert len(lines) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_of_the_pages_do_not_grow_with_the_rows(
    client, open_cycle, province, administrator, count, django_assert_num_queries
):
    areas = [builders.AreaBuilder(province=province) for _ in range(count)]
    cycle = open_cycle(*areas)
    for year in range(2560, 2560 + count):
        builders.CycleBuilder(framework=cycle.framework, year=year)
    client.force_login(administrator)
    urls = [reverse("assessments:cycles"), cycle.get_absolute_url()]
    for url in urls:
        client.get(url)

    with django_assert_num_queries(18):
        pages = [client.get(url) for url in urls]

    assert len(pages[0].context["lines"]) == count + 1
    assert len(pages[1].context["assessments"]) == count
