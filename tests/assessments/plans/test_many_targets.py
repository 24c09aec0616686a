"""Year, responsible and budget of many targets of a plan, changed at once."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.entry.domain.values import EntryValue
from assessments.history import queries as history_queries
from assessments.plans import actions
from assessments.plans import queries as plans_queries
from assessments.plans.models import PlanTarget
from assessments.workflow import queries as workflow_queries
from assessments.workflow.domain import WorkflowError
from ecotown.common.history import recording
from tests import builders


@pytest.fixture
def filled(draft, officer):
    return builders.fill_in(draft, officer, level=2)


@pytest.fixture
def planned(filled, officer):
    """Return three targets of the next year."""
    targets = {
        "EN9.1": EntryValue(value=Decimal(99)),
        "SO2.3": EntryValue(value=Decimal(99)),
        "MG3.1": EntryValue(value=Decimal(99)),
    }
    rows = actions.set_targets(
        assessment=filled, targets=targets, year=filled.cycle.year + 1, responsible="เทศบาล", by=officer
    )
    return sorted(rows, key=lambda row: row.pk)


def stored(rows):
    found = PlanTarget.objects.in_bulk([row.pk for row in rows])
    return [(row.year, row.responsible, row.budget) for row in (found[old.pk] for old in rows)]


def change(assessment, rows, by, **values):
    return actions.change_targets(assessment=assessment, targets=[row.pk for row in rows], by=by, **values)


def test_what_is_given_changes_in_all_ticked_and_the_rest_stays(filled, planned, officer):
    year = filled.cycle.year

    change(filled, planned[:2], officer, year=year + 2, budget=Decimal(50_000))

    assert stored(planned) == [
        (year + 2, "เทศบาล", Decimal(50_000)),
        (year + 2, "เทศบาล", Decimal(50_000)),
        (year + 1, "เทศบาล", None),
    ]


def test_one_event_tells_old_and_new_of_each_target(filled, planned, officer):
    change(filled, planned[:2], officer, responsible="กนอ.", budget=Decimal("1500.50"))

    *_before, event = recording.events_of(plans_queries.plan_subject(filled.area))
    shown = history_queries.timeline_of(
        plans_queries.plan_subject(filled.area), workflow_queries.edition_of(filled)
    )[0]
    year = filled.cycle.year + 1
    assert (event.name, event.data["codes"]) == (
        "targets-changed",
        [row.indicator.code for row in planned[:2]],
    )
    assert [new for _code, _old, new in shown.changes] == [f"{year} · กนอ. · 1,500.5 บาท"] * 2
    assert [old for _code, old, _new in shown.changes] == [f"{year} · เทศบาล"] * 2


def test_what_a_target_has_already_is_no_change(filled, planned, officer, other_officer):
    change(filled, planned[:1], officer, budget=Decimal(5))

    for targets in (planned, planned):
        change(filled, targets, other_officer, budget=Decimal(5))

    subject = plans_queries.plan_subject(filled.area)
    told = [row.data["codes"] for row in recording.events_of(subject) if row.name == "targets-changed"]
    codes = [{row.indicator.code for row in rows} for rows in (planned[:1], planned[1:])]
    assert [set(row) for row in told] == codes
    assert PlanTarget.objects.get(pk=planned[0].pk).set_by == officer


@pytest.mark.parametrize(
    ("values", "code"),
    [
        pytest.param({}, "nothing-to-change", id="nothing given"),
        pytest.param({"year": 2400}, "target-year", id="a year long ago"),
    ],
)
def test_what_changes_nothing_or_cannot_be_is_refused(filled, planned, officer, values, code):
    before = stored(planned)

    with pytest.raises(WorkflowError, match=f"^{code}$"):
        change(filled, planned, officer, **values)

    assert stored(planned) == before


def test_no_target_and_one_that_is_gone_are_refused(filled, planned, officer):
    with pytest.raises(WorkflowError, match="^nothing-chosen$"):
        change(filled, [], officer, budget=Decimal(1))
    actions.remove_target(target=planned[0], by=officer)
    with pytest.raises(WorkflowError, match="^target-gone$"):
        change(filled, planned, officer, budget=Decimal(1))


def test_two_targets_of_an_indicator_do_not_fall_into_one_year(filled, planned, officer):
    later = actions.set_targets(
        assessment=filled,
        targets={"EN9.1": EntryValue(value=Decimal(120))},
        year=filled.cycle.year + 3,
        responsible="เทศบาล",
        by=officer,
    )

    for rows in ([planned[0]], [planned[0], *later]):
        with pytest.raises(WorkflowError, match="^target-twice$") as refused:
            change(filled, rows, officer, year=filled.cycle.year + 3)
        assert refused.value.indicators == ("EN9.1",)


def test_another_areas_target_is_not_changed(filled, planned, officer, cycle):
    other = builders.fill_in(
        builders.entry_actions.open_assessment(
            area=builders.AreaBuilder(province=filled.area.province), cycle=cycle, by=None
        ),
        officer,
        level=2,
    )

    with pytest.raises(WorkflowError, match="^target-gone$"):
        change(other, planned, officer, budget=Decimal(1))


def test_the_number_of_queries_does_not_grow_with_the_targets(filled, planned, officer):
    counts = []
    for rows in (planned[:1], planned):
        with CaptureQueriesContext(connection) as queries:
            change(filled, rows, officer, budget=Decimal(len(rows)))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_page_changes_the_ticked_rows_without_javascript(client, filled, planned, officer):
    client.force_login(officer)
    ticked = [row.pk for row in planned[1:]]

    response = client.post(
        reverse("assessments:plan-targets", args=[filled.pk]),
        {"targets": ticked, "year": "", "responsible": "", "budget": "๑๒,๕๐๐"},
        follow=True,
    )

    assert response.redirect_chain == [(reverse("assessments:plan", args=[filled.pk]), 302)]
    assert [str(message) for message in response.context["messages"]] == ["แก้ไขเป้าหมายแล้ว 2 รายการ"]
    assert [budget for _year, _who, budget in stored(planned)] == [None, 12_500, 12_500]
    assert "งบประมาณรวมทุกเป้าหมาย 25,000 บาท" in " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        pytest.param({"budget": "มาก"}, "budget", id="a budget in words"),
        pytest.param({"budget": "-5"}, "budget", id="a negative budget"),
        pytest.param({"year": "1999"}, "year", id="a year that is not offered"),
        pytest.param({}, "year", id="nothing filled in"),
        pytest.param({"targets": [], "budget": "5"}, "targets", id="nothing ticked"),
    ],
)
def test_a_fault_stands_at_its_field_and_the_ticks_stay(client, filled, planned, officer, typed, field):
    client.force_login(officer)
    before = stored(planned)
    ticked = typed.get("targets", [planned[0].pk])

    response = client.post(
        reverse("assessments:plan-targets", args=[filled.pk]), {"targets": ticked, **typed}
    )

    form = response.context["rows_form"]
    assert (response.status_code, list(form.errors), form.ticked) == (422, [field], ticked)
    assert stored(planned) == before


def test_who_may_not_plan_sees_no_boxes(client, filled, planned, assessor):
    client.force_login(assessor)

    page = client.get(reverse("assessments:plan", args=[filled.pk])).content.decode()

    assert 'name="targets"' not in page


def test_a_target_of_what_did_not_apply_says_that_it_was_not_counted(client, filled, officer):
    values = {"EN9.1": EntryValue(not_applicable=True, reason="ไม่มีโรงงาน")}
    builders.entry_actions.save_entries(assessment=filled, values=values, by=officer)
    actions.set_targets(
        assessment=filled,
        targets={"EN9.1": EntryValue(value=Decimal(5))},
        year=filled.cycle.year + 1,
        responsible="เทศบาล",
        by=officer,
    )
    client.force_login(officer)

    page = client.get(reverse("assessments:plan", args=[filled.pk])).content.decode()

    table = page.partition('class="data-table stacked-table plan-table')[2].partition("</table>")[0]
    assert table.count("ไม่นับ") == 2


def test_the_database_refuses_a_negative_budget(planned):
    with pytest.raises(IntegrityError, match="budget"), transaction.atomic():
        PlanTarget.objects.update(budget=-1)
