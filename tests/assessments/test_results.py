"""The computed level: stored once a revision, whatever the messages do."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from kombu import Connection, pools

from assessments import queries, results, tasks
from assessments.models import Assessment, ComputedLevel
from tests.builders import fill_in


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


def test_the_sweep_finds_what_was_asked_for_in_vain_and_marks_it(draft):
    long_ago = timezone.now() - results.ASK_AGAIN_AFTER - timedelta(seconds=1)
    Assessment.objects.filter(pk=draft.pk).update(level_asked_at=long_ago)

    assert results.claim_due_levels() == [(draft.pk, draft.revision)]
    assert results.claim_due_levels() == []


def test_the_sweep_leaves_alone_what_was_just_asked_for_or_is_computed(draft, officer):
    assert results.claim_due_levels() == []
    fill_in(draft, officer)
    Assessment.objects.update(level_asked_at=timezone.now() - timedelta(days=1))

    assert results.claim_due_levels() == []


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

    assert queries.on_list(officer).get().computed_level == 4


def test_a_broker_that_is_down_does_not_fail_the_saving(
    draft, officer, caplog, monkeypatch, django_capture_on_commit_callbacks
):
    app = tasks.compute_level.app
    nowhere = Connection("redis://127.0.0.1:1/0", transport_options={"socket_connect_timeout": 1})
    monkeypatch.setattr(app.amqp, "_producer_pool", pools.ProducerPool(pools.connections[nowhere], limit=1))

    with django_capture_on_commit_callbacks(execute=True):
        fill_in(draft, officer)

    assert draft.entries.count() == 41
    assert "Error calling" in caplog.text
