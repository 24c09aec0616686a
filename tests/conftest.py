"""Fixtures of all tests: the criteria, one person for each role, an assessment in each status."""

import gc
import os
import sys
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase
from django.test.utils import override_settings
from hypothesis import HealthCheck, settings

from areas.models import Province
from assessments.entry.actions import entries as actions
from ecotown.accounts.models import Role
from ecotown.celery import app
from ecotown.common.files.limited_process import SECONDS, run_limited
from ecotown.common.queue import hints
from ecotown.common.requests import shared_cache
from ecotown.people.first_run import FirstRunMiddleware
from tests import builders, identity_providers, second_factors
from tests.copied_databases import (
    copied_into_memory,
    drop_database,
    image_of_migrations,
    keep_image,
    made_once,
    migrate_database,
)
from tests.kept_rows import KeptRows

# How long an example takes depends on what else the machine does.
settings.register_profile("any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any-machine")

TESTS = Path(__file__).parent
# Tests of workers, of all rooms at once and of the pages in a browser: those of a folder share rows.
WHOLE_PORTAL = ["workers", "addresses", "browser"]


def pytest_addoption(parser):
    parser.addoption("--part", choices=PARTS, help="a part of the suite")


def pytest_ignore_collect(collection_path, config):
    """Select a part of the suite; no process imports the other part."""
    part = config.getoption("part")
    if part and collection_path.parent == TESTS and not PARTS[part](collection_path.name):
        return True
    return None  # as without this hook


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Begin with what takes long, so that no process waits for it at the end."""
    if config.getoption("part"):
        items.sort(key=turn_of)


def turn_of(item):
    """Return when a test runs: by folder, of each folder, or of the rooms, those of the longest files first.

    Those that look at the visits of one role follow each other, so that one process makes these visits.
    """
    folder = WHOLE_PORTAL.index(folder_of(item)) if folder_of(item) in WHOLE_PORTAL else 0
    return folder, not is_long(item), visits_of(item)


def is_long(item):
    return item.path.stem in LONG_FILES


def visits_of(item):
    """Return the role whose visits a test looks at, an empty text for all other tests."""
    if "answers_to" not in item.fixturenames:
        return ""
    return item.callspec.params["role"] if hasattr(item, "callspec") else "administrator"


def folder_of(item):
    return item.path.relative_to(TESTS).parts[0]


LONG_FILES = {
    *("test_main_job", "test_audit", "test_keyboard", "test_editions", "test_ceremony", "test_committee"),
    *("test_award_pages", "test_help_pictures"),
    # Of the rooms: what takes long in one piece, and should not be prepared by two processes.
    *("test_demonstration", "test_department_work", "test_documents", "test_dossiers"),
}
PARTS = {
    "rooms": lambda folder: folder not in WHOLE_PORTAL,
    "whole-portal": lambda folder: folder in WHOLE_PORTAL,
}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup():
    """Measure what a test does, not what prepares it, which takes long and is tested elsewhere."""
    measure = sys.gettrace()
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(measure)


def pytest_collection_finish():
    """Keep imported modules, which stay to the end, out of the garbage collection, and collect less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


@pytest.fixture(scope="session", autouse=True)
def own_queue(worker_id):
    """Give each process of the suite its own Redis database, so that no worker takes another's tasks."""
    if url := os.environ.get("REDIS_URL"):
        number = int(worker_id.removeprefix("gw")) + 1 if worker_id != "master" else 0
        os.environ["REDIS_URL"] = f"{url.rpartition('/')[0]}/{number}"
        app.conf.broker_url = os.environ["REDIS_URL"]


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords():
    """Hash passwords fast: the real hasher takes a third of a second for each account on purpose."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def whole_sign_ins():
    """Let `force_login` stand for a whole sign-in, with the second factor, that stays fresh."""
    with pytest.MonkeyPatch.context() as patched:
        second_factors.let_force_login_be_whole(patched)
        yield


@pytest.fixture(scope="session", autouse=True)
def installation_with_administrator():
    """Let no page lead to the set-up: most tests have no administrator."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(FirstRunMiddleware, "is_set_up", True)
        yield


@pytest.fixture(scope="session", autouse=True)
def whole_transactions():
    """Let the end of an answer close no connection in whose transaction a test runs, as none does outside."""
    close = BaseDatabaseWrapper.close_if_unusable_or_obsolete

    def close_between_transactions(connection):
        if not connection.in_atomic_block:
            close(connection)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", close_between_transactions)
        yield


@pytest.fixture(scope="session", autouse=True)
def static_files_on_request():
    """Look for static files when they are asked for: else each client of a test lists them all anew."""
    with override_settings(WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(autouse=True)
def measured_processes(request, monkeypatch):
    """Measure processes only where their scripts are tested: to begin takes them longer than the script."""
    if folder_of(request.node) != "common":
        monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)


@pytest.fixture(autouse=True)
def long_clock_of_limited_processes(measured_processes, monkeypatch):
    """Let a limited process wait long for the processor, so that a loaded machine changes no result."""
    monkeypatch.setitem(run_limited.__kwdefaults__, "clock_seconds", 300)
    if "COVERAGE_PROCESS_CONFIG" in os.environ:
        # Measuring takes about as much of the processor as the script itself.
        monkeypatch.setitem(run_limited.__kwdefaults__, "seconds", 2 * SECONDS)


@pytest.fixture(autouse=True)
def empty_cache():
    """Let no test count the tries of another, nor find a service that was out of order in another."""
    cache.clear()
    for outage in (shared_cache.outage, hints.outage):
        outage.end()


@pytest.fixture(autouse=True)
def usual_settings():
    """Begin with the usual settings in memory, so that no page asks for them and no test sees another's."""
    builders.keep_usual_settings()


@pytest.fixture(scope="session")
def folder_of_run(tmp_path_factory, worker_id):
    """Return a folder that all processes of this run of the suite share."""
    folder = tmp_path_factory.getbasetemp()
    return folder if worker_id == "master" else folder.parent


@pytest.fixture(scope="session")
def migrated_database(folder_of_run, django_db_blocker):
    """Yield the name of an empty, migrated PostgreSQL database, an empty text without PostgreSQL."""
    if connection.vendor != "postgresql":
        yield ""
        return
    folder = folder_of_run / "migrated-database"
    with django_db_blocker.unblock(), made_once(folder, migrate_database, end=drop_database) as name:
        yield name


@pytest.fixture(scope="session")
def migrated_image():
    """Yield the file of a migrated SQLite database that this process begins with, None elsewhere."""
    if connection.vendor != "sqlite" or not connection.creation.is_in_memory_db(
        connection.settings_dict["NAME"]
    ):
        yield None
        return
    image = image_of_migrations()
    with copied_into_memory(image):
        yield image


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, migrated_database, migrated_image):
    """Let the database of each process be a copy, as migrating takes eight seconds of the processor."""
    if migrated_database:
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated_database


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, migrated_image):
    """Begin with the working edition in the database, which most tests need and none changes."""
    with pytest.MonkeyPatch.context() as patched:
        with django_db_blocker.unblock():
            if migrated_image and not migrated_image.exists():
                keep_image(migrated_image)
            builders.published_framework()
            kept = KeptRows()
        patched.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: kept.bring_back())
        yield kept  # blocked: a test that does not ask for the database would leave its rows to all others
        with django_db_blocker.unblock():
            kept.forget()
            close_other_connections()


def close_other_connections():
    """End the connections that the server of the browser tests may still hold: they keep the database."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(scope="module")
def module_rows(django_db_setup, django_db_blocker):
    """Keep the rows of fixtures of a module until it ends; what a test writes is undone after the test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def framework(db):
    return builders.working_framework()


@pytest.fixture
def cycle(framework):
    return builders.CycleBuilder(framework=framework)


@pytest.fixture
def province(db):
    return builders.ProvinceBuilder(name_th="สมุทรสาคร")


@pytest.fixture
def officer(province):
    return builders.officer_of(province)


@pytest.fixture
def other_officer(db):
    """Return an officer of another province."""
    return builders.officer_of(builders.ProvinceBuilder(name_th="ระยอง"))


@pytest.fixture
def assessor(db):
    return builders.UserBuilder(role=Role.ASSESSOR)


@pytest.fixture
def second_assessor(db):
    return builders.UserBuilder(role=Role.ASSESSOR)


@pytest.fixture
def administrator(db):
    return builders.UserBuilder(role=Role.ADMINISTRATOR)


@pytest.fixture
def area(province):
    return builders.AreaBuilder(province=province)


@pytest.fixture
def draft(cycle, area):
    """Return an assessment without any value."""
    return actions.open_assessment(area=area, cycle=cycle, by=None)


@pytest.fixture
def people(officer, assessor, second_assessor, administrator):
    return builders.People(officer, assessor, second_assessor, administrator)


@pytest.fixture
def at(draft, people):
    """Return a function: `at(Status.COMMITTEE)` fills in the draft to level 3 and takes it to that status."""

    def take(status, level=3):
        return builders.take_to(status, draft, people, level=level)

    return take


@pytest.fixture
def provinces(db):
    return {province.name_th: province for province in Province.objects.all()}


@pytest.fixture(scope="module")
def running_provider():
    with identity_providers.running_provider() as address:
        yield address


@pytest.fixture
def identity_provider(running_provider, settings):
    """Let people sign in by a provider of identities that the tests started."""
    identity_providers.use_provider(settings, running_provider)
