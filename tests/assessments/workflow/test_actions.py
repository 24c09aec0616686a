"""What each action does, refuses, and records in the history."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from assessments.audit.actions import assignments
from assessments.cycles import actions as cycle_actions
from assessments.entry import queries as entry_queries
from assessments.entry.actions import entries as entry_actions
from assessments.entry.domain.values import EntryValue
from assessments.entry.models import Entry, EntryInput
from assessments.explanation import results
from assessments.submission import actions as submission_actions
from assessments.workflow import queries as workflow_queries
from assessments.workflow.domain import Status, WorkflowError
from assessments.workflow.models import Assessment, Cycle
from ecotown.common.history import recording
from tests import builders, policies
from tests.builders import CycleBuilder, fill_in

PUBLIC_ACTIONS = policies.actions_of(
    "assessments",
    except_for=[
        "check_assessor",
        "check_finished",
        "handle",
        "keep_file",
        "record",
        "record_all",
        "write_quantities",
    ],
)


@pytest.mark.parametrize("action", PUBLIC_ACTIONS, ids=lambda action: action.__name__)
def test_every_action_names_who_acts_and_leaves_a_link_of_the_history(action):
    assert policies.names_actor(action)
    assert policies.records_event(action)
    assert policies.is_atomic(action)


def test_there_are_actions_to_look_at():
    assert {"save_entries", "submit", "pass_internal_audit", "recommend", "resolve", "publish"} <= {
        action.__name__ for action in PUBLIC_ACTIONS
    }


def test_saving_stores_values_inputs_and_reasons_as_typed(draft, officer):
    values = {
        "EN9.1": EntryValue(value=Decimal("3")),
        "EN1.1": EntryValue(inputs={"part": Decimal("11"), "whole": Decimal("40")}),
        "SO1.1": EntryValue(not_applicable=True, reason="ไม่มีโรงงานในพื้นที่"),
    }

    entry_actions.save_entries(assessment=draft, values=values, by=officer)

    assert entry_queries.entered_values(draft) == values
    assert {entry.entered_by for entry in draft.entries.all()} == {officer}


def test_saving_the_same_again_changes_nothing(draft, officer, other_officer):
    values = {"EN9.1": EntryValue(value=Decimal("3"))}
    saved = entry_actions.save_entries(assessment=draft, values=values, by=officer).assessment

    again = entry_actions.save_entries(assessment=draft, values=values, by=other_officer).assessment

    assert again.revision == saved.revision
    assert Entry.objects.get().entered_by == officer
    assert [row.name for row in recording.events_of(draft.history_subject)] == ["opened", "entries-saved"]


def test_saving_a_change_keeps_old_and_new_in_the_history(draft, officer):
    entry_actions.save_entries(assessment=draft, values={"EN9.1": EntryValue(value=Decimal("3"))}, by=officer)

    entry_actions.save_entries(assessment=draft, values={"EN9.1": EntryValue(value=Decimal("4"))}, by=officer)

    row = recording.events_of(draft.history_subject).last()
    assert row.data == {
        "revision": 3,
        "changes": {"EN9.1": {"old": {"value": "3"}, "new": {"value": "4"}}},
    }


def test_clearing_a_value_makes_the_indicator_unanswered(draft, officer):
    entry_actions.save_entries(assessment=draft, values={"EN9.1": EntryValue(value=Decimal("3"))}, by=officer)

    entry_actions.save_entries(assessment=draft, values={"EN9.1": EntryValue()}, by=officer)

    assert "EN9.1" in entry_queries.missing_codes(draft)


def test_half_a_formula_is_kept_but_is_no_answer(draft, officer):
    half = {"EN1.1": EntryValue(inputs={"whole": Decimal("40")})}

    entry_actions.save_entries(assessment=draft, values=half, by=officer)

    assert entry_queries.entered_values(draft) == half
    assert "EN1.1" in entry_queries.missing_codes(draft)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"XX1.1": EntryValue(value=Decimal("3"))}, id="an unknown code"),
        pytest.param({"EN9.1": EntryValue(value=Decimal("2.5"))}, id="half a network"),
        pytest.param({"EN9.1": EntryValue(value=Decimal("-1"))}, id="a negative count"),
        pytest.param({"EN9.2": EntryValue(value=Decimal("6"))}, id="a step beyond five"),
        pytest.param(
            {"EN1.1": EntryValue(inputs={"part": Decimal("41"), "whole": Decimal("40")})},
            id="part above whole",
        ),
        pytest.param({"EN1.1": EntryValue(inputs={"part": Decimal(-5)})}, id="a negative part alone"),
        pytest.param({"EN1.1": EntryValue(inputs={"foo": Decimal(5)})}, id="an input of no formula"),
        pytest.param({"EN1.1": EntryValue(value=Decimal(5))}, id="a value for a formula"),
        pytest.param(
            {"EN9.1": EntryValue(inputs={"part": Decimal(5)})}, id="inputs where there is no formula"
        ),
        pytest.param({"EN9.1": EntryValue(not_applicable=True)}, id="not applicable without a reason"),
        pytest.param({"PH1.2": EntryValue(value=Decimal(7))}, id="seven for yes"),
        pytest.param({"SO1.1": EntryValue(value=Decimal("1.23456"))}, id="more places than are kept"),
        pytest.param(
            {"EC1.1": EntryValue(inputs={"current": Decimal("1e12")})}, id="more digits than are kept"
        ),
    ],
)
def test_saving_refuses_what_does_not_fit_and_keeps_nothing(draft, officer, values):
    with pytest.raises(WorkflowError, match="^wrong-value$"):
        entry_actions.save_entries(assessment=draft, values=values, by=officer)

    assert not draft.entries.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_saving_takes_the_same_queries_for_any_number_of_values(
    draft, officer, count, django_assert_num_queries
):
    values = {code: EntryValue(value=Decimal(1)) for code in ("EN9.1", "EN9.2", "SO2.3")[:count]}
    workflow_queries.edition_of(draft)

    with django_assert_num_queries(9):
        entry_actions.save_entries(assessment=draft, values=values, by=officer)


def test_an_incomplete_assessment_is_not_submitted(draft, officer):
    with pytest.raises(WorkflowError, match="^incomplete$"):
        submission_actions.submit(assessment=draft, declared=True, by=officer)

    draft.refresh_from_db()
    assert draft.status == Status.DRAFT


def test_submitted_values_are_locked(at, officer):
    submitted = at(Status.INTERNAL_AUDIT)

    with pytest.raises(WorkflowError, match="^locked$"):
        entry_actions.save_entries(
            assessment=submitted, values={"EN9.1": EntryValue(value=Decimal(9))}, by=officer
        )


def test_one_assessor_does_not_do_both_audits(at, assessor):
    passed = at(Status.EXTERNAL_AUDIT)

    with pytest.raises(WorkflowError, match="^both-audits$"):
        assignments.take_on(assessment=passed, by=assessor)


def test_the_database_refuses_one_assessor_for_both_audits(at, assessor):
    passed = at(Status.EXTERNAL_AUDIT)

    with pytest.raises(IntegrityError, match="audits_by_two_people"), transaction.atomic():
        Assessment.objects.filter(pk=passed.pk).update(
            recommended_by=assessor, recommended_at=passed.passed_at
        )


def test_the_whole_way_leaves_one_link_for_each_step(at):
    published = at(Status.PUBLISHED)

    assert [row.name for row in recording.events_of(published.history_subject)] == [
        "opened",
        "entries-saved",
        "submitted",
        "taken-on",
        "verdicts-given",
        "passed",
        "taken-on",
        "verdicts-given",
        "recommended",
        "put-on-agenda",
        "resolved",
        "published",
    ]
    assert list(recording.breaks()) == []


def test_a_resolution_waits_for_the_level_of_the_last_revision(at, administrator):
    waiting = at(Status.COMMITTEE)
    Assessment.objects.filter(pk=waiting.pk).update(revision=waiting.revision + 1)

    with pytest.raises(WorkflowError, match="^level-pending$"):
        builders.resolve(waiting, administrator, level=3)


def test_another_level_than_the_computed_one_is_kept_with_its_reason(at, administrator):
    waiting = at(Status.COMMITTEE)

    resolution = builders.resolve(waiting, administrator, level=2, reason=" เอกสารไม่ครบ ")

    assert (resolution.computed_level, resolution.granted_level, resolution.reason) == (3, 2, "เอกสารไม่ครบ")


def test_a_cycle_needs_a_published_edition(framework, administrator):
    framework.status = "draft"
    dates = cycle_actions.usual_dates(2570)

    with pytest.raises(WorkflowError, match="^edition-not-published$"):
        cycle_actions.open_cycle(year=2570, framework=framework, dates=dates, by=administrator)

    assert not Cycle.objects.exists()


def test_opening_an_assessment_twice_gives_the_same_one(cycle, area):
    first = entry_actions.open_assessment(area=area, cycle=cycle, by=None)

    assert entry_actions.open_assessment(area=area, cycle=cycle, by=None) == first


def test_an_older_assessment_keeps_its_edition(draft, officer, framework):
    fill_in(draft, officer, level=3)
    CycleBuilder(framework=framework)

    assert workflow_queries.edition_of(draft).edition == "2565-working"
    assert results.compute_level(assessment_id=draft.pk, revision=2).level == 3


def test_who_entered_a_value_that_was_replaced_still_does_not_audit_it(draft, officer, province, people):
    mover = builders.officer_of(province)
    entry_actions.save_entries(assessment=draft, values={"EN9.1": EntryValue(value=Decimal(1))}, by=mover)
    submitted = builders.take_to(Status.INTERNAL_AUDIT, draft, people)

    with pytest.raises(WorkflowError, match="^own-entries$"):
        assignments.take_on(assessment=submitted, by=mover)


@pytest.mark.parametrize("day", [date(2025, 9, 30), date(2999, 1, 1)], ids=["before the cycle", "to come"])
def test_a_meeting_lies_within_the_cycle(at, administrator, day):
    waiting = at(Status.COMMITTEE)

    with pytest.raises(WorkflowError, match="^meeting-date$"):
        builders.resolve(waiting, administrator, level=3, number="1/2569", date=day)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            lambda entry: Entry.objects.filter(pk=entry.pk).update(value=99), id="changing an entry"
        ),
        pytest.param(
            lambda entry: Entry.objects.filter(pk=entry.pk)._raw_delete("default"), id="deleting one"
        ),
        pytest.param(lambda entry: EntryInput.objects.update(value=1), id="changing an input"),
        pytest.param(lambda entry: EntryInput.objects.all()._raw_delete("default"), id="deleting inputs"),
        pytest.param(lambda entry: Assessment.objects.update(status="draft"), id="taking back a publication"),
        pytest.param(
            lambda entry: Assessment.objects.all()._raw_delete("default"), id="deleting the assessment"
        ),
    ],
)
def test_the_database_keeps_what_was_published(at, change):
    published = at(Status.PUBLISHED)
    entry = published.entries.get(indicator__code="EN9.1")

    with pytest.raises(IntegrityError, match="never"), transaction.atomic():
        change(entry)


def test_a_withdrawn_assessment_is_changed_and_submitted_again(at, officer):
    withdrawn = submission_actions.withdraw(assessment=at(Status.INTERNAL_AUDIT), by=officer)

    entry_actions.save_entries(
        assessment=withdrawn, values={"EN9.1": EntryValue(value=Decimal(4))}, by=officer
    )
    again = submission_actions.submit(assessment=withdrawn, declared=True, by=officer)

    assert (withdrawn.status, withdrawn.submitted_by) == (Status.DRAFT, None)
    assert again.status == Status.INTERNAL_AUDIT
