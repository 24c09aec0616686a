"""Real workers on both brokers: tasks take effect exactly once, even when a worker is killed."""

import time

import pytest

from tests.workers.installation import wait_for


def test_a_killed_worker_loses_no_level_and_doubles_none(installation):
    installation.call("begin", 12)
    with installation.worker() as process:
        wait_for(lambda: " received" in installation.worker_log())
        installation.kill(process)
    total, computed, _ = installation.call("levels")

    with installation.worker():
        levels = installation.call("wait_for_levels", 60)

    assert computed < total
    assert levels == [12, 12, True]


def test_a_worker_killed_while_rendering_leaves_one_certificate(installation):
    installation.call("begin", 1)
    certificate = installation.call("publish_and_issue")
    with installation.worker() as process:
        state_when_killed = installation.call("wait_until_claimed", certificate, 60)
        installation.kill(process)
    installation.call("end_claims")

    with installation.worker():
        ready = installation.call("wait_until_ready", certificate, 60)

    assert state_when_killed == "waiting"
    assert ready == ["ready", True]
    assert installation.call("history_of_certificate") == [1, 0]


@pytest.mark.parametrize("installation", ["sqlite-and-folder"], indirect=True)
def test_work_that_kills_its_worker_fails_and_keeps_nothing_else_waiting(installation):
    installation.call("begin", 3)
    evidence = installation.call("send_file")
    run = installation.call("begin_run", 30)
    installation.call("lose_once")

    with installation.worker("worker", "--concurrency=3", app="tests.workers.deadly_worker"):
        outcome = installation.call("wait_for_deadly_work", run, evidence, 90)

    assert outcome == {
        "run": "finished",
        "errors": {"บริษัท ทดสอบ 5 จำกัด": "lost"},
        "preview": "failed",
        "levels": {"area-1": "lost"},
        "without level": 1,
    }


def test_two_slow_files_do_not_delay_other_workers(installation):
    installation.call("send_slow_files", 2)
    with (
        installation.worker("worker", "--queues=celery"),
        installation.worker("files", "--queues=files"),
    ):
        before = installation.call("wait_for_slow_files", 2, 60)
        installation.call("begin", 2)
        levels = installation.call("wait_for_levels", 15)
        after = installation.call("wait_for_slow_files", 2, 0.1)

    # The assessment of the files has no values, hence level 0.
    assert (before, levels[:2], after) == (2, [3, 3], 2)


def test_a_worker_without_options_processes_files_too_and_gives_signs_of_life(installation):
    photograph = installation.call("send_photograph")
    installation.call("forget_signs_of_life")

    with installation.worker():
        states = installation.call("wait_for_photograph", photograph, 60)

    assert states == ["kept", "ready"]
    assert installation.call("queues_with_a_sign_of_life") == ["celery", "files"]


def test_two_workers_with_beat_send_one_mail(installation):
    installation.call("pass_with_an_address")

    with installation.worker(), installation.worker("second"):
        states = installation.call("wait_for_mail", 60)
        time.sleep(5)  # more runs of both beats

    mails = installation.sent_mails()
    assert states == ["sent"]
    assert [text.count("Message-ID:") for text in mails if text] == [1]


@pytest.mark.parametrize("installation", ["postgresql-and-redis"], indirect=True)
def test_hundreds_of_documents_are_made_though_a_worker_is_killed_twice(installation):
    run = installation.call("begin_run", 300)
    for ready in (50, 150):
        with installation.worker() as process:
            before = installation.call("wait_for_documents", ready, 120)
            installation.kill(process)
        installation.call("end_claims")
        assert ready <= before < 300

    with installation.worker():
        outcome = installation.call("wait_for_run", run, 300)

    assert outcome == {
        "state": "finished",
        "ready": 300,
        "numbers": 300,
        "as recorded": True,
        "files": 300,
    }
