"""Redis stopped or frozen: a page answers in about a second, and what was asked for is stored."""

import contextlib
import os
import shutil
import signal

import pytest
from django.conf import settings

from tests.workers.installation import Installation

DOCUMENTS = 100
SECONDS = 0.75  # a service has half a second, once for each request


@pytest.fixture
def redis(tmp_path, monkeypatch):
    """Run a Redis that the test may stop; return its address and the id of its process."""
    monkeypatch.syspath_prepend(settings.BASE_DIR / "scripts")
    from redis_server import start_redis

    with contextlib.ExitStack() as stack:
        url = start_redis(stack, tmp_path)
        pid = int((tmp_path / "redis.pid").read_text().split()[0])
        yield url, pid


def test_a_print_run_and_a_verification_do_not_wait_for_redis(tmp_path, migrated_file, redis):
    url, pid = redis
    shutil.copy(migrated_file, tmp_path / "portal.sqlite3")
    with contextlib.closing(Installation(tmp_path, redis_url=url)) as installation:
        code = installation.call("prepare_ceremony", DOCUMENTS)

        answers = {"running": installation.call("print_and_verify", code)}
        os.kill(pid, signal.SIGSTOP)
        answers["frozen"] = installation.call("print_and_verify", code)
        os.kill(pid, signal.SIGKILL)
        answers["stopped"] = installation.call("print_and_verify", code)

    for answer in answers.values():
        assert answer["outcome"] == {"run": [302, DOCUMENTS], "verification": 200}
    assert max(answers["frozen"]["seconds"]) < SECONDS
    assert max(answers["stopped"]["seconds"]) < SECONDS
