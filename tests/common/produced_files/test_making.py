"""Files that workers make: attempts are counted, what kills its worker stands alone and then fails."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import OperationalError
from django.db.models import F
from django.utils import timezone

from assessments.reports.domain import ReportKind
from assessments.reports.models import Report
from ecotown.celery import app
from ecotown.common.produced_files import tasks
from ecotown.common.produced_files.making import FileMaker
from ecotown.common.produced_files.models import ProducedFile
from ecotown.common.produced_files.words import ERRORS
from ecotown.common.queue import signs_of_life

pytestmark = pytest.mark.django_db
KINDS = [ReportKind.DOSSIER_PDF, ReportKind.DOSSIER_WORKBOOK, ReportKind.CHECKLIST]


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def rows(draft, assessor):
    return [
        Report.objects.create(
            assessment=draft, kind=kind, owner=assessor, is_internal=True, asked_at=timezone.now()
        )
        for kind in KINDS
    ]


def maker(content=lambda _row: b"whole", **further):
    """Return a maker of reports in batches of three."""
    return FileMaker(
        rows=Report.objects.all(),
        contents=lambda reports: map(content, reports),
        name=lambda report, _sha256: f"{report.pk}.pdf",
        batch=3,
        **further,
    )


def make_and_die(*rows):
    """Claim rows in one message and lose their worker; return the ids of the claimed rows."""
    claimed = Report.objects.claim([row.pk for row in rows])
    past = timezone.now() - timedelta(hours=1)
    Report.objects.filter(pk__in=[row.pk for row in claimed]).update(claimed_until=past, asked_at=past)
    return sorted(row.pk for row in claimed)


def states():
    return dict(Report.objects.order_by("pk").values_list("pk", "state"))


@pytest.mark.parametrize(
    ("asked", "claimed", "state", "is_due", "is_taken"),
    [
        pytest.param(0, None, "waiting", False, True, id="just asked for"),
        pytest.param(-1, None, "waiting", True, True, id="asked for long ago"),
        pytest.param(-1, 1, "waiting", False, False, id="in the hands of a worker"),
        pytest.param(-1, -1, "waiting", True, True, id="its worker is dead"),
        pytest.param(-1, None, "failed", False, False, id="failed, which a person retries"),
    ],
)
def test_the_sweep_finds_what_nobody_makes(rows, asked, claimed, state, is_due, is_taken):
    (first, *_others), hour, now = rows, timedelta(hours=1), timezone.now()
    claimed_until = None if claimed is None else now + hour * claimed
    row = Report.objects.filter(pk=first.pk)
    row.update(asked_at=now + hour * asked, claimed_until=claimed_until, state=state)

    assert maker().overdue() == ([[first.pk]] if is_due else [])
    assert maker().overdue() == []
    assert maker().make(first.pk) == is_taken


def test_every_model_of_a_produced_file_has_a_maker():
    app.loader.import_default_modules()
    models = {model for model in apps.get_models() if issubclass(model, ProducedFile)}

    assert {maker.rows.model for maker, _task in tasks.MAKERS} == models
    assert len(models) == len(tasks.MAKERS) == 7


def test_rows_lost_once_are_sent_together_and_rows_lost_twice_alone(rows):
    _first, second, third = rows
    make_and_die(*rows)
    (again,) = maker().overdue()
    make_and_die(second, third)

    alone = maker().overdue()

    assert (sorted(again), alone) == (sorted(row.pk for row in rows), [[third.pk], [second.pk]])


def test_a_late_message_of_a_batch_leaves_out_what_was_lost_twice(rows):
    first, *others = rows
    make_and_die(*others)
    make_and_die(*others)

    assert make_and_die(*rows) == [first.pk]
    assert make_and_die(others[0]) == [others[0].pk]


def test_a_row_lost_three_times_fails_with_its_reason_while_its_neighbours_are_ready(rows):
    deadly, *others = rows
    notified, ended = [], []
    reports = maker(notify=lambda row: notified.append((row.pk, row.state)), after=ended.extend)
    for _ in range(3):
        make_and_die(deadly)
    reports.make(*(row.pk for row in others))

    assert reports.overdue() == []

    assert states() == {deadly.pk: "failed"} | {row.pk: "ready" for row in others}
    deadly.refresh_from_db()
    assert (deadly.error, deadly.error_words) == ("lost", str(ERRORS["lost"]))
    assert (deadly.pk, "failed") in notified
    assert deadly.pk in ended
    assert reports.make(deadly.pk) == 0


def test_asking_again_counts_from_the_beginning(rows):
    for _ in range(3):
        make_and_die(rows[0])
    maker().overdue()
    failed = Report.objects.get(pk=rows[0].pk)

    failed.ask_again()

    assert maker().make(failed.pk) == 1


def test_an_unavailable_database_counts_for_no_row(rows):
    def unavailable(_row):
        raise OperationalError("gone")

    for _ in range(4):
        with pytest.raises(OperationalError):
            maker(unavailable).make(*(row.pk for row in rows))

    assert set(Report.objects.values_list("attempts", "claimed_until")) == {(0, None)}


def test_a_full_disk_is_told_and_leaves_no_part_of_a_file(rows, settings):
    with open("/dev/full", "wb", buffering=0) as full:

        def content(row):
            if row.kind == ReportKind.CHECKLIST:
                full.write(b"more")
            return b"whole"

        assert maker(content).make(*(row.pk for row in rows)) == 2

    failed = Report.objects.get(kind=ReportKind.CHECKLIST)
    assert (failed.state, failed.error, failed.error_words) == (
        "failed",
        "disk-full",
        str(ERRORS["disk-full"]),
    )
    assert len([path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]) == 2


@pytest.mark.parametrize(
    ("seconds", "is_claimed", "signed", "is_queued"),
    [
        pytest.param(4, False, None, False, id="just asked for"),
        pytest.param(6, False, None, True, id="without a living worker"),
        pytest.param(6, False, 10, False, id="with a living worker"),
        pytest.param(6, False, 20, True, id="with a worker that has been silent"),
        pytest.param(31, False, 1, True, id="with a worker that is busy with other things"),
        pytest.param(31, True, 20, False, id="in the hands of a worker"),
        pytest.param(31, True, None, True, id="in the hands of a worker that gives no sign of life"),
    ],
)
def test_a_row_says_that_it_waits_in_the_queue(rows, settings, seconds, is_claimed, signed, is_queued):
    if signed is not None:
        at = timezone.now() - timedelta(seconds=signed)
        signs_of_life.note_sign(settings.CELERY_TASK_DEFAULT_QUEUE, at)
    signs_of_life.note_sign(settings.FILES_QUEUE, timezone.now())  # of workers that make no reports
    if is_claimed:
        Report.objects.claim([rows[0].pk])
    Report.objects.update(asked_at=F("asked_at") - timedelta(seconds=seconds))

    assert Report.objects.get(pk=rows[0].pk).is_queued is is_queued


def test_a_worker_gives_signs_for_each_queue_that_it_takes_from(settings, monkeypatch):
    monkeypatch.setattr(signs_of_life.LastSign, "at", float("-inf"))
    monkeypatch.setattr(app.amqp.queues, "_consume_from", {settings.FILES_QUEUE: None})

    signs_of_life.give_sign()

    queues = (settings.CELERY_TASK_DEFAULT_QUEUE, settings.FILES_QUEUE)
    assert [signs_of_life.has_sign(queue, signs_of_life.SILENCE) for queue in queues] == [False, True]
