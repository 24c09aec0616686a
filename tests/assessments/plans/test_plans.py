"""The what-if page, and targets kept in the plan."""

from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from assessments.entry import queries as entry_queries
from assessments.entry.actions import entries as entry_actions
from assessments.entry.domain.values import EntryValue
from assessments.entry.models import Entry
from assessments.plans import actions as plans_actions
from assessments.plans import queries as plans_queries
from assessments.plans.domain import next_targets
from assessments.plans.models import PlanTarget
from assessments.workflow import queries as workflow_queries
from assessments.workflow.domain import Status, WorkflowError
from ecotown.common.history import recording
from tests import builders

FORTY = EntryValue(inputs={"part": Decimal(40), "whole": Decimal(40)})


@pytest.fixture
def url(draft):
    return reverse("assessments:what-if", args=[draft.pk])


@pytest.fixture
def plan_url(draft):
    return reverse("assessments:plan", args=[draft.pk])


@pytest.fixture
def filled(draft, officer):
    """Return an assessment at level 2."""
    return builders.fill_in(draft, officer, level=2)


def levels_of(response):
    outcome = response.context["outcome"]
    return outcome.present.level, outcome.what_if_result.level


def assumed_by(response):
    return {assumption.indicator.code for assumption in response.context["outcome"].assumptions}


def fields_of(targets):
    """Return targets as the form fields that a browser posts."""
    return {
        f"{code}-{key}": number
        for code, entry_value in targets.items()
        for key, number in (entry_value.inputs or {"value": entry_value.value}).items()
    }


def next_of(assessment):
    return next_targets(workflow_queries.edition_of(assessment), entry_queries.entered_values(assessment))


def set_one(assessment, officer, *, year=None, entry_value=None, code="EN9.1"):
    (target,) = plans_actions.set_targets(
        assessment=assessment,
        targets={code: entry_value or EntryValue(value=Decimal(99))},
        year=year or assessment.cycle.year + 1,
        responsible="คณะทำงาน",
        by=officer,
    )
    return target


def test_what_if_starts_from_the_present_values(client, filled, officer, url):
    client.force_login(officer)

    response = client.get(url)

    assert levels_of(response) == (2, 2)
    assert assumed_by(response) == set()


@pytest.mark.parametrize("button", [{}, {"fill": "next"}, {"reset": "all"}])
def test_nothing_is_kept(client, filled, officer, url, button):
    client.force_login(officer)
    before = entry_queries.entered_values(filled)

    client.post(url, {"EN9.1-value": "999", **button})

    assert entry_queries.entered_values(filled) == before
    assert not PlanTarget.objects.exists()
    filled.refresh_from_db()
    assert filled.revision == 2


def test_typed_values_lead_to_the_level_at_once(client, filled, officer, url):
    client.force_login(officer)

    response = client.post(url, fields_of(next_of(filled)))

    assert levels_of(response) == (2, 3)
    assert assumed_by(response) == set(next_of(filled))
    assert all(assumption.level_without == 2 for assumption in response.context["outcome"].assumptions)


def test_the_smallest_next_step_is_filled_in_and_goes_on_from_there(client, filled, officer, url):
    client.force_login(officer)
    first = client.post(url, {"fill": "next"})
    posted = {
        field.html_name: field.value() or ""
        for group in first.context["groups"]
        for row in group.rows
        for field in row.form
    }

    second = client.post(url, {**posted, "fill": "next"})

    assert (levels_of(first), levels_of(second)) == ((2, 3), (2, 4))


def test_reset_restores_one_value_or_all(client, filled, officer, url):
    client.force_login(officer)
    typed = {"EN9.1-value": "999", "SO2.3-value": "999"}

    single = client.post(url, {**typed, "reset": "EN9.1"})
    every = client.post(url, {**typed, "reset": "all"})
    unknown = client.post(url, {**typed, "reset": "XX9"})

    assert [assumed_by(response) for response in (single, every, unknown)] == [
        {"SO2.3"},
        set(),
        {"EN9.1", "SO2.3"},
    ]


def test_a_faulty_value_is_reported_at_its_field_and_the_present_one_counts(client, filled, officer, url):
    client.force_login(officer)

    response = client.post(url, {"EN1.1-part": "41", "EN1.1-whole": "40", "EN9.1-value": "สาม"})

    faulty = {
        row.indicator.code: set(row.form.errors)
        for group in response.context["groups"]
        for row in group.rows
        if row.form.errors
    }
    assert faulty == {"EN1.1": {"part"}, "EN9.1": {"value"}}
    assert (assumed_by(response), response.context["faulty_count"]) == (set(), 2)


def test_htmx_gets_the_outcome_and_the_rows_but_no_field(client, filled, officer, url):
    client.force_login(officer)

    response = client.post(url, {"EN9.1-value": "999"}, headers={"HX-Request": "true"})

    page = response.content.decode()
    assert 'id="what-if-outcome"' in page
    assert page.count("hx-swap-oob") == 42  # every row, and what blocks the next level
    assert "<input" not in page


def test_an_inapplicable_indicator_stays_so_until_numbers_are_typed(client, filled, officer, url):
    reason = EntryValue(not_applicable=True, reason="ไม่มีเครือข่าย")
    entry_actions.save_entries(assessment=filled, values={"EN9.1": reason}, by=officer)
    client.force_login(officer)

    untouched = client.post(url, {"EN9.1-value": ""})
    typed = client.post(url, {"EN9.1-value": "4"})

    assert (assumed_by(untouched), assumed_by(typed)) == (set(), {"EN9.1"})


def test_what_if_takes_at_most_thirty_queries_for_one_or_all(
    client, draft, officer, url, django_assert_max_num_queries
):
    client.force_login(officer)
    client.get(url)

    with django_assert_max_num_queries(30) as queries_for_one:
        client.post(url, {"EN9.1-value": "4"})
    builders.fill_in(draft, officer)
    with django_assert_max_num_queries(30) as every:
        client.post(url, {"fill": "next"})

    assert len(every) <= len(queries_for_one) + 1  # one more: the inputs of the entries


def test_changed_values_are_kept_as_targets_with_their_baseline(client, filled, officer, url, plan_url):
    client.force_login(officer)
    present_value = entry_queries.entered_values(filled)["EN9.1"].value

    response = client.post(
        url,
        {
            "EN9.1-value": "99",
            "keep": "1",
            "year": filled.cycle.year + 2,
            "responsible": "คณะทำงาน",
            "note": "",
        },
    )

    assert response.headers["Location"] == plan_url
    target = PlanTarget.objects.get()
    assert (target.area, target.indicator.code, target.value) == (filled.area, "EN9.1", Decimal(99))
    assert (target.baseline_value, target.year) == (present_value, filled.cycle.year + 2)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param({"year": ""}, "form", id="no year"),
        pytest.param({"responsible": " "}, "form", id="nobody responsible"),
        pytest.param({"EN9.1-value": "x"}, "fault", id="a fault"),
        pytest.param({"EN9.1-value": "0"}, "message", id="a worse value"),
        pytest.param({"reset": "all"}, "message", id="nothing changed"),
    ],
)
def test_a_refused_target_is_reported_and_nothing_is_lost(client, filled, officer, url, typed, expected):
    client.force_login(officer)
    good = {"EN9.1-value": "99", "keep": "1", "year": filled.cycle.year, "responsible": "คณะทำงาน"}

    response = client.post(url, good | typed)

    is_shown_at = {
        "form": bool(response.context["plan_form"].errors),
        "fault": bool(response.context["faulty_count"]),
        "message": bool(list(response.context["messages"])),
    }
    assert [name for name, is_shown in is_shown_at.items() if is_shown] == [expected]
    assert not PlanTarget.objects.exists()


def test_only_officers_of_the_province_keep_targets(client, filled, assessor, url):
    client.force_login(assessor)

    assert client.post(url, {"EN9.1-value": "99", "keep": "1"}).status_code == 403


def test_one_click_plans_every_blocking_indicator_once(client, filled, officer, plan_url):
    client.force_login(officer)
    blocking = next_of(filled)

    client.post(plan_url)
    planned = {target.code: target.entry_value for target in plans_queries.targets_of(filled.area)}
    again = client.post(plan_url, follow=True)

    assert planned == blocking
    assert {target.year for target in PlanTarget.objects.all()} == {filled.cycle.year + 1}
    assert PlanTarget.objects.count() == len(blocking)
    assert [message.level_tag for message in again.context["messages"]][-1] == "info"


@pytest.mark.parametrize("count", [1, 3])
def test_the_plan_takes_the_same_queries_for_any_number_of_targets(
    client, filled, officer, plan_url, count, django_assert_max_num_queries
):
    for code in ("EN9.1", "SO2.3", "MG3.1")[:count]:
        set_one(filled, officer, code=code)
    client.force_login(officer)
    client.get(plan_url)

    with django_assert_max_num_queries(23):
        response = client.get(plan_url)

    assert len(response.context["lines"]) == count


def test_being_late_is_computed_from_the_present_value(client, filled, officer, plan_url):
    year = filled.cycle.year
    set_one(filled, officer, year=year + 1)
    set_one(filled, officer, year=year, code="SO2.3")
    client.force_login(officer)

    def progress():
        lines = client.get(plan_url).context["lines"]
        return [(line.target.code, line.progress.value) for line in lines]

    with time_machine.travel(f"{year + 1 - 543}-01-15"):
        client.force_login(officer)
        planned = progress()
        entry_actions.save_entries(
            assessment=filled, values={"SO2.3": EntryValue(value=Decimal(99))}, by=officer
        )
        reached = progress()

    assert planned == [("SO2.3", "late"), ("EN9.1", "on-the-way")]
    assert reached == [("EN9.1", "on-the-way"), ("SO2.3", "reached")]


def test_a_target_is_changed_and_removed_and_the_history_keeps_it(client, filled, officer, plan_url):
    target = set_one(filled, officer)
    client.force_login(officer)
    address = reverse("assessments:plan-target", args=[filled.pk, target.pk])

    form = {"EN9.1-value": "50", "year": filled.cycle.year + 3, "responsible": "เทศบาล", "note": "ตามแผน"}
    changed = client.post(address, form)
    stored = PlanTarget.objects.get()
    client.post(reverse("assessments:remove-plan-target", args=[filled.pk, target.pk]))

    assert changed.headers["Location"] == plan_url
    assert (stored.pk, stored.value, stored.year) == (target.pk, Decimal(50), filled.cycle.year + 3)
    assert not PlanTarget.objects.exists()
    rows = list(recording.events_of(plans_queries.plan_subject(filled.area)))
    assert [row.name for row in rows] == ["targets-set", "target-changed", "target-removed"]
    assert rows[1].data["changes"] == {"EN9.1": {"old": {"value": "99"}, "new": {"value": "50"}}}
    assert list(recording.breaks()) == []


def test_faults_of_a_target_are_reported_at_their_fields(client, filled, officer):
    target = set_one(filled, officer, code="EN1.1", entry_value=FORTY)
    client.force_login(officer)

    response = client.post(
        reverse("assessments:plan-target", args=[filled.pk, target.pk]),
        {"EN1.1-part": "41", "EN1.1-whole": "40", "year": filled.cycle.year, "responsible": ""},
    )

    assert (set(response.context["value_form"].errors), set(response.context["form"].errors)) == (
        {"part"},
        {"responsible"},
    )


def test_the_target_stands_at_its_indicator(client, filled, officer):
    year = set_one(filled, officer).year
    client.force_login(officer)

    page = client.get(reverse("assessments:aspect", args=[filled.pk, "EN9"])).content.decode()

    assert f"เป้าหมาย {year}: 99 เครือข่าย" in page


def test_setting_a_year_again_replaces_its_target(filled, officer):
    set_one(filled, officer)

    set_one(filled, officer, entry_value=EntryValue(value=Decimal(50)))

    assert PlanTarget.objects.get().value == Decimal(50)
    last_event = recording.events_of(plans_queries.plan_subject(filled.area)).last()
    assert last_event.data["changes"]["EN9.1"]["old"] == {"value": "99"}


def test_inputs_of_a_target_are_stored_as_typed(filled, officer):
    set_one(filled, officer, code="EN1.1", entry_value=FORTY)

    (target,) = plans_queries.targets_of(filled.area)

    assert (target.entry_value, target.value, target.row.value) == (FORTY, 100, None)


@pytest.mark.parametrize(
    ("targets", "code"),
    [
        pytest.param({"XX1": EntryValue(value=Decimal(3))}, "wrong-value", id="an unknown code"),
        pytest.param({"EN9.1": EntryValue(value=Decimal("2.5"))}, "wrong-value", id="half a network"),
        pytest.param({"EN9.1": EntryValue()}, "target-without-value", id="no value"),
        pytest.param({"EN9.1": EntryValue(value=Decimal(0))}, "target-reached", id="less than now"),
        pytest.param({}, "no-target", id="nothing"),
    ],
)
def test_setting_an_invalid_target_is_refused(filled, officer, targets, code):
    with pytest.raises(WorkflowError, match=f"^{code}$"):
        plans_actions.set_targets(
            assessment=filled, targets=targets, year=filled.cycle.year, responsible="x", by=officer
        )

    assert not PlanTarget.objects.exists()


def test_two_targets_of_an_indicator_do_not_fall_into_one_year(filled, officer):
    first, second = set_one(filled, officer), set_one(filled, officer, year=filled.cycle.year + 2)

    with pytest.raises(WorkflowError, match="^target-twice$"):
        plans_actions.change_target(
            target=second,
            entry_value=EntryValue(value=Decimal(99)),
            year=first.year,
            responsible="x",
            note="",
            by=officer,
        )


def test_a_removed_target_is_neither_changed_nor_removed(filled, officer):
    target = set_one(filled, officer)
    PlanTarget.objects.all().delete()

    with pytest.raises(WorkflowError, match="^target-gone$"):
        plans_actions.remove_target(target=target, by=officer)


def test_a_plan_is_made_after_the_assessment_is_locked(at, officer):
    published = at(Status.PUBLISHED)

    set_one(published, officer)

    assert PlanTarget.objects.count() == 1
    assert not Entry.objects.filter(value=99).exists()


def test_the_database_refuses_a_second_target_in_a_year(filled, officer):
    target = set_one(filled, officer)
    target.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        target.save(force_insert=True)


def test_another_areas_target_is_not_found(client, filled, officer, cycle, province):
    other_assessment = entry_actions.open_assessment(
        area=builders.AreaBuilder(province=province), cycle=cycle, by=None
    )
    target = set_one(filled, officer)
    client.force_login(officer)

    assert (
        client.get(reverse("assessments:plan-target", args=[other_assessment.pk, target.pk])).status_code
        == 404
    )
