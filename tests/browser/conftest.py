"""Fixtures of browser tests: Chromium, and a Celery worker on the database of the test."""

import os
import shutil
import signal
import subprocess
import sys
import threading

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import connection
from django.test import Client
from django.utils.translation import override
from playwright.sync_api import expect

from tests.browser.console import Console
from tests.browser.hands import wait_for_scripts

# Playwright keeps an event loop in this thread; the tests themselves use the database one after the other.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# As long as Playwright waits for everything else; five seconds are too few on a busy machine.
expect.set_options(timeout=30_000)  # milliseconds

QUIET = [
    *("--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update"),
    "--font-render-hinting=none",  # as a printer sets letters
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start Debian's Chromium headless; without its sandbox only as root, which requires that."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    path = shutil.which("chromium-headless-shell")
    assert path, "Chromium is missing; make test installs it"
    return {**browser_type_launch_args, "executable_path": path, "args": [*QUIET, *sandbox]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "viewport": {"width": 1280, "height": 900}, "locale": "th-TH"}


@pytest.fixture(autouse=True)
def console(browser, monkeypatch):
    """Listen to the console of every page, and fail on each line that the story does not declare."""
    console, new_context = Console(), browser.new_context

    def listened_context(**options):
        context = new_context(**options)
        console.listen(context)
        return context

    monkeypatch.setattr(browser, "new_context", listened_context)
    yield console
    assert console.surplus == []
    assert console.missing == []


@pytest.fixture(autouse=True)
def patient_hands(monkeypatch):
    """Let everything that a story does with a page wait for the scripts of that page."""
    wait_for_scripts(monkeypatch)


class RequestCount:
    """Counts the requests that are being answered."""

    def __init__(self):
        self.number = 0
        self.changed = threading.Condition()

    def start(self, **_facts):
        with self.changed:
            self.number += 1

    def finish(self, **_facts):
        with self.changed:
            self.number -= 1
            self.changed.notify_all()

    def wait(self):
        with self.changed:
            assert self.changed.wait_for(lambda: self.number <= 0, timeout=30)


@pytest.fixture
def site(live_server, settings):
    """Return the address of the live server, which QR codes contain as well.

    At the end all requests are answered: the tables are emptied then, and a request that still reads them
    would turn that into a deadlock.
    """
    # The server of the tests finds static files by their own names only.
    storage = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": storage}
    settings.SITE_URL = live_server.url
    requests = RequestCount()
    request_started.connect(requests.start)
    request_finished.connect(requests.finish)
    yield live_server.url
    requests.wait()
    request_started.disconnect(requests.start)
    request_finished.disconnect(requests.finish)


@pytest.fixture(scope="session")
def prepared_worker(own_queue, django_db_setup, live_server):
    """Return a process that has imported the portal and forks the workers, whose start that shortens."""
    database = connection.settings_dict["NAME"]
    environment = os.environ | {
        "DATABASE_URL": os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{database}",
        "SITE_URL": live_server.url,
    }
    environment.pop("COVERAGE_PROCESS_CONFIG", None)
    command = [sys.executable, "-m", "tests.browser.prepared_worker"]
    with subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    ) as process:
        yield process
        process.stdin.close()


@pytest.fixture
def worker(site, request, tmp_path):
    """Run a Celery worker on the database of this test."""
    if not settings.REDIS_URL:
        pytest.skip("make test starts PostgreSQL and Redis for this")
    prepared = request.getfixturevalue("prepared_worker")
    print(settings.MEDIA_ROOT, tmp_path / "worker.log", sep="\t", file=prepared.stdin)
    number = int(prepared.stdout.readline())
    yield
    os.killpg(number, signal.SIGKILL)  # a warm stop may take half a minute
    assert prepared.stdout.readline() == "\n"


# What lies below the footer, in pixels, beside room for a bar that is fixed there and one pixel of rounding.
TAIL = """() => {
  const footer = document.querySelector(".site-footer");
  const room = parseFloat(getComputedStyle(document.body).paddingBottom) + 1;
  const end = Math.max(footer?.getBoundingClientRect().bottom + scrollY + room, innerHeight);
  return footer ? Math.max(0, document.documentElement.scrollHeight - Math.ceil(end)) : 0;
}"""


# A file of evidence in a frame is not a page of ours; what is in order need not be told in detail.
VIOLATIONS = """async (part) => {
  const options = { iframes: false, resultTypes: ["violations"] };
  return (await axe.run(part ?? document, options)).violations;
}"""


@pytest.fixture
def accessible():
    """Return a function `accessible(page)` that fails when axe finds something or the page goes on below.

    With `part`, a selector, axe looks at that part only: the story has shown the rest of the page before.
    """

    def check(page, part=None):
        page.wait_for_load_state()  # a page that has begun has no body yet
        assert page.evaluate(TAIL) == 0, f"{page.url} goes on below its footer"
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        violations = page.evaluate(VIOLATIONS, part)
        report = AxeResults({"violations": violations}).generate_report() if violations else ""
        assert not violations, f"{page.url}\n{report}"

    return check


@pytest.fixture
def thai():
    with override("th"):
        yield


@pytest.fixture
def sign_in(browser, browser_context_args, site):
    """Return a function `sign_in(user)` that opens a page with a session, without the sign-in form."""
    contexts = []

    def enter(user, **options):
        context = browser.new_context(**{**browser_context_args, **options})
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on("console", lambda line: page.problems.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        client = Client()
        client.force_login(user)
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site}])
        return page

    yield enter
    for context in contexts:
        context.close()
