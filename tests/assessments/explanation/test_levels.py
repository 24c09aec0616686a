"""The computed level: stored once for each revision, also when tasks repeat or come late."""

from datetime import timedelta
from decimal import Decimal
from operator import itemgetter

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from assessments.audit.actions import assignments, verdicts
from assessments.audit.domain import VerdictKind
from assessments.entry.actions import entries as entry_actions
from assessments.entry.domain.values import EntryValue
from assessments.explanation import actions as explanation_actions
from assessments.explanation import results, tasks
from assessments.pages.screens import my_work
from assessments.submission import actions as submission_actions
from assessments.workflow import queries
from assessments.workflow.domain import WorkflowError
from assessments.workflow.models import Assessment, ComputedLevel
from ecotown.demonstration.values import values_for
from tests.builders import AreaBuilder, fill_in


@pytest.mark.parametrize("level", [0, 1, 2, 3, 4, 5])
def test_the_level_of_a_revision_is_stored_with_its_explanation(draft, officer, level):
    assessment = fill_in(draft, officer, level=level)

    computed = ComputedLevel.objects.get(assessment=assessment, revision=assessment.revision)

    assert (computed.level, computed.explanation["level"]) == (level, level)
    assert len(computed.explanation["indicators"]) == 41


def test_computing_twice_stores_one_row(draft, officer):
    assessment = fill_in(draft, officer)

    again = results.compute_level(assessment_id=assessment.pk, revision=assessment.revision)

    assert list(ComputedLevel.objects.filter(assessment=assessment, revision=assessment.revision)) == [again]


def test_a_late_message_of_an_old_revision_does_nothing(draft, officer):
    assessment = fill_in(draft, officer)
    before = ComputedLevel.objects.count()

    assert results.compute_level(assessment_id=assessment.pk, revision=assessment.revision - 1) is None

    assert ComputedLevel.objects.count() == before


def test_the_stored_level_is_none_while_a_newer_revision_waits(draft, officer):
    assessment = fill_in(draft, officer)
    Assessment.objects.filter(pk=assessment.pk).update(revision=assessment.revision + 1)

    assert Assessment.objects.with_level().get(pk=assessment.pk).computed_level is None


@pytest.fixture
def waiting(draft, people):
    """Return three filled-in assessments without a computed level; the first with an adjusted gate."""

    def fill(assessment):
        values = values_for(queries.edition_of(assessment), 3, assessment.area.key)
        return entry_actions.save_entries(assessment=assessment, values=values, by=people.officer).assessment

    other_assessments = [
        entry_actions.open_assessment(area=AreaBuilder(), cycle=draft.cycle, by=None) for _ in range(2)
    ]
    filled = [fill(assessment) for assessment in (draft, *other_assessments)]
    submission_actions.submit(assessment=draft, declared=True, by=people.officer)
    draft.refresh_from_db()
    assignments.take_on(assessment=draft, by=people.internal)
    gate = next(
        indicator
        for indicator in queries.edition_of(draft).indicators
        if indicator.gate and not indicator.inputs
    )
    adjusted = {"kind": VerdictKind.ADJUST, "adjusted": EntryValue(value=Decimal(0)), "reason": "ไม่พบ"}
    verdicts.give_verdict(assessment=draft, code=gate.code, by=people.internal, **adjusted)
    draft.refresh_from_db()
    return [draft, *filled[1:]]


def test_a_batch_computes_the_same_as_single_computations(waiting):
    def levels():
        columns = ("assessment", "level", "explanation", "audited_level", "audited_explanation")
        current = ComputedLevel.objects.filter(assessment__revision=F("revision"))
        return sorted(current.values_list(*columns), key=itemgetter(0))

    with transaction.atomic():
        for assessment in waiting:
            results.compute_level(assessment_id=assessment.pk, revision=assessment.revision)
        alone = levels()
        transaction.set_rollback(True)
    assert levels() == []

    assert results.compute_levels({assessment.pk: assessment.revision for assessment in waiting}) == 3

    assert levels() == alone
    assert [(entered, audited) for _, entered, _, audited, _ in alone][1:] == [(3, 3), (3, 3)]
    assert alone[0][1] == 3 > alone[0][3]


@pytest.mark.parametrize("count", [1, 3])
def test_a_batch_takes_the_same_queries_for_any_number(waiting, count, django_assert_num_queries):
    queries.edition_of(waiting[0])

    with django_assert_num_queries(10):
        results.compute_levels({assessment.pk: assessment.revision for assessment in waiting[:count]})


def test_the_sweep_computes_levels_whose_task_was_lost(waiting):
    Assessment.objects.update(level_asked_at=timezone.now() - timedelta(days=1))

    tasks.sweep_levels()

    assert not Assessment.objects.with_level().filter(computed_level=None)


def sweep_later(seconds=31):
    """Move all requests into the past and sweep; return what is to be computed alone."""
    Assessment.objects.update(level_asked_at=F("level_asked_at") - timedelta(seconds=seconds))
    return results.compute_overdue_levels()


def without_level():
    return list(Assessment.objects.with_level().filter(computed_level=None))


def test_the_sweep_marks_what_it_finds(draft):
    results.compute_overdue_levels()
    assert without_level() == [draft]
    sweep_later()
    before = Assessment.objects.get().level_asked_at

    results.compute_overdue_levels()

    assert (without_level(), Assessment.objects.get().level_asked_at) == ([], before)


@pytest.fixture
def broken(waiting, monkeypatch):
    """Return one of the three assessments, whose level cannot be computed."""
    usual, broken = results._computed, waiting[1]

    def computed(assessment, *values):
        if assessment == broken:
            raise ValueError("no level")
        return usual(assessment, *values)

    monkeypatch.setattr(results, "_computed", computed)
    return broken


def test_a_level_that_cannot_be_computed_stops_no_other(waiting, broken, officer, caplog):
    alone = sweep_later()
    assert sorted(alone) == sorted((row.pk, row.revision) for row in waiting)

    for pk, revision in alone:
        results.compute_level(assessment_id=pk, revision=revision)

    assert [(row.pk, row.level_error) for row in without_level()] == [(broken.pk, "unexpected")]
    assert "no level" in caplog.text
    assert sweep_later() == []
    explanation_actions.retry_level(assessment=broken, by=officer)
    assert Assessment.objects.get(pk=broken.pk).level_error == ""
    with pytest.raises(WorkflowError, match="level-not-failed"):
        explanation_actions.retry_level(assessment=broken, by=officer)


def test_a_level_whose_workers_die_is_computed_alone_and_then_given_up(draft):
    """Count as `compute_level` does before it computes, and then compute nothing."""
    Assessment.objects.update(level_attempts=1)  # lost in a batch
    for attempts in (2, 3):
        assert sweep_later() == [(draft.pk, draft.revision)]
        Assessment.objects.update(level_attempts=attempts)

    assert (sweep_later(), sweep_later()) == ([], [])
    assert Assessment.objects.get().level_error == "lost"
    assert results.compute_level(assessment_id=draft.pk, revision=draft.revision) is None


def test_a_computed_level_is_never_changed(draft, officer):
    fill_in(draft, officer, level=2)

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        ComputedLevel.objects.update(level=5)


def test_saving_asks_the_worker_after_the_commit(
    draft, officer, settings, django_capture_on_commit_callbacks
):
    tasks.compute_level.app.conf.task_always_eager = True
    try:
        with django_capture_on_commit_callbacks(execute=True):
            fill_in(draft, officer, level=4)
    finally:
        tasks.compute_level.app.conf.task_always_eager = False

    assert my_work.listed_assessments(officer).get().computed_level == 4


@pytest.fixture
def broker_that_is_down(monkeypatch):
    monkeypatch.setattr(tasks.compute_level.app.conf, "broker_url", "redis://127.0.0.1:1/0")


@pytest.mark.usefixtures("broker_that_is_down")
def test_a_broker_that_is_down_does_not_fail_the_saving(
    draft, officer, caplog, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        fill_in(draft, officer)

    assert draft.entries.count() == 41
    assert [(line.name, line.exc_info) for line in caplog.records] == [("ecotown.common.queue.hints", None)]


@pytest.mark.usefixtures("broker_that_is_down", "db")
def test_a_broker_that_is_down_is_not_tried_for_each_of_many_messages(
    caplog, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(2000):
            tasks.compute_level.delay_on_commit(assessment_id=number, revision=1)

    assert len(caplog.records) == 1
