"""The checklist of the year: its steps are read from the state of the assessments and of the awards."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from assessments.cycles import actions, words
from assessments.cycles.domain import step_states
from assessments.cycles.queries.checklist import checklist_before, checklist_of, checklist_of_year
from assessments.entry.actions import entries as entry_actions
from assessments.pages.screens.cycles import checklist_for
from assessments.workflow.domain import Status
from awards.ceremonies.models import Ceremony
from awards.register.actions import awards
from tests import builders

STEPS = ["edition", "open", "submit", "internal-audit", "external-audit", "resolve", "publish"]
# How many of the steps up to the publication are done, by the status of the only area.
DONE = {
    Status.DRAFT: 2,
    Status.RETURNED: 2,
    Status.INTERNAL_AUDIT: 3,
    Status.EXTERNAL_AUDIT: 4,
    Status.COMMITTEE: 5,
    Status.GRANTED: 6,
    Status.PUBLISHED: 7,
}


def done_of(checklist):
    return [step.is_done for step in checklist.steps]


@pytest.mark.parametrize(
    ("done", "states"),
    [
        pytest.param([], [], id="none"),
        pytest.param([True, True], ["done", "done"], id="all done"),
        pytest.param(
            [True, False, True, False], ["done", "current", "done", "waiting"], id="one done ahead of time"
        ),
    ],
)
def test_the_first_step_that_is_not_done_is_the_current_one(done, states):
    assert step_states(done) == states


@pytest.mark.parametrize("status", DONE, ids=lambda status: status.value)
def test_the_steps_tick_themselves_as_the_area_goes_on(at, status):
    checklist = checklist_of(at(status).cycle)

    done = done_of(checklist)
    assert done[: len(STEPS)] == [place < DONE[status] for place in range(len(STEPS))]
    assert done[len(STEPS) :] == [False, False, False]


def test_a_step_is_done_once_every_area_has_taken_it(at, province):
    submitted = at(Status.INTERNAL_AUDIT)
    area = builders.AreaBuilder(province=province)
    entry_actions.open_assessment(area=area, cycle=submitted.cycle, by=None)

    step = checklist_of(submitted.cycle).steps[STEPS.index("submit")]

    assert (step.is_done, step.detail, step.due) == (False, "1 จาก 2 พื้นที่", submitted.cycle.submit_by)


def test_what_ended_without_a_result_need_not_go_on(at, people):
    cycle = at(Status.DRAFT).cycle
    actions.close_cycle(cycle=cycle, reason="ไม่ส่งแบบประเมิน", by=people.administrator)
    cycle.refresh_from_db()

    checklist = checklist_of(cycle)

    assert done_of(checklist)[: len(STEPS)] == [True, True] + [False] * 5
    assert {step.is_left_out for step in checklist.steps[2 : len(STEPS)]} == {True}
    assert checklist.steps[2].detail == "0 จาก 1 พื้นที่ · 1 พื้นที่ปิดรอบโดยไม่มีผล"
    assert checklist.steps[-1].is_done
    with time_machine.travel(cycle.committee_by + timedelta(days=60)):
        shown = checklist_for(people.administrator, checklist).steps
    assert {(step.state, step.is_late) for step in shown[2 : len(STEPS)]} == {("waiting", False)}


def test_the_steps_that_the_other_areas_took_are_done_beside_one_that_ended(at, province, people):
    cycle = at(Status.PUBLISHED).cycle
    area = builders.AreaBuilder(province=province)
    entry_actions.open_assessment(area=area, cycle=cycle, by=None)
    actions.close_cycle(cycle=cycle, reason="ไม่ส่งแบบประเมิน", by=people.administrator)
    cycle.refresh_from_db()

    steps = checklist_of(cycle).steps[: len(STEPS)]

    assert {(step.is_done, step.is_left_out) for step in steps} == {(True, False)}
    assert steps[-1].detail == "1 จาก 2 พื้นที่ · 1 พื้นที่ปิดรอบโดยไม่มีผล"


def test_certificates_and_the_ceremony_end_the_year(at, people, administrator):
    published = at(Status.PUBLISHED)
    today = timezone.localdate()
    ceremony = builders.ceremony(administrator, fiscal_year=published.cycle.year)
    Ceremony.objects.filter(pk=ceremony.pk).update(date=today + timedelta(days=7))
    certificates, held = checklist_of(published.cycle).steps[len(STEPS) : len(STEPS) + 2]
    assert (certificates.is_done, held.is_done, held.due) == (False, False, today + timedelta(days=7))

    awards.issue_certificate(assessment=published, by=administrator)
    Ceremony.objects.filter(pk=ceremony.pk).update(date=today)

    certificates, held = checklist_of(published.cycle).steps[len(STEPS) : len(STEPS) + 2]
    assert (certificates.is_done, held.is_done) == (True, True)


def test_before_the_opening_the_checklist_leads_to_it(framework, administrator):
    checklist = checklist_before(2570)

    opening = checklist.steps[1]
    assert (checklist.cycle, opening.is_done) == (None, False)
    assert opening.url == f"{reverse('assessments:open-cycle')}?year=2570"
    assert done_of(checklist)[0]


def test_the_checklist_is_that_of_the_present_fiscal_year(framework):
    with time_machine.travel("2026-10-01T09:00:00+07:00"):
        assert (checklist_of_year().year, checklist_of_year().cycle) == (2570, None)
        older = builders.CycleBuilder(framework=framework, year=2569)
        assert checklist_of_year().cycle == older
        present = builders.CycleBuilder(framework=framework, year=2570)
        builders.CycleBuilder(framework=framework, year=2571)
        assert checklist_of_year().cycle == present


def test_a_step_links_only_where_the_person_may_act(draft, officer, administrator):
    checklist = checklist_of(draft.cycle)

    links = {
        person: [bool(step.url) for step in checklist_for(person, checklist).steps]
        for person in (officer, administrator)
    }

    assert all(links[administrator])
    assert links[officer] == [False, True, True, *[False] * 7]


def test_a_step_is_late_after_its_day(draft, administrator):
    with time_machine.travel("2026-04-01T09:00:00+07:00"):
        steps = checklist_for(administrator, checklist_of(draft.cycle)).steps

    assert [step.title for step in steps if step.is_late] == [str(words.YEAR_STEPS["submit"])]
    assert draft.cycle.submit_by == date(2026, 3, 31)


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow_with_the_areas(cycle, province, count, django_assert_num_queries):
    for _number in range(count):
        area = builders.AreaBuilder(province=province)
        entry_actions.open_assessment(area=area, cycle=cycle, by=None)

    with django_assert_num_queries(3):
        checklist = checklist_of(cycle)

    assert len(checklist.steps) == 10
