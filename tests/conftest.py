"""What every test can ask for: the criteria, one person of each kind, one assessment in each status."""

import gc
import os

import pytest
from django.core.cache import cache
from django.db import connection

from areas.models import Province
from assessments import actions
from ecotown import celery_app
from ecotown.accounts.models import Role
from ecotown.common.apart import run_apart
from indicators import queries as criteria
from indicators.models import Framework
from tests import builders, event_words


def pytest_addoption(parser):
    parser.addoption("--of-database", action="store_true", help="only the tests that ask for the database")


def pytest_collection_modifyitems(config, items):
    """With `--of-database` what asks for no database is left to the run on the other one."""
    if config.getoption("of_database"):
        left = [item for item in items if not asks_for_database(item)]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if asks_for_database(item)]


def asks_for_database(item):
    is_asked = {"db", "transactional_db"} & set(item.fixturenames)
    return bool(is_asked) or item.get_closest_marker("django_db") is not None


def pytest_collection_finish():
    """What was imported stays to the end: the garbage collector need not walk through it all the time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def own_queue(worker_id):
    """Each process of the suite has a Redis database of its own, so that no worker takes another's work."""
    if url := os.environ.get("REDIS_URL"):
        number = int(worker_id.removeprefix("gw")) + 1 if worker_id != "master" else 0
        os.environ["REDIS_URL"] = f"{url.rpartition('/')[0]}/{number}"
        celery_app.conf.broker_url = os.environ["REDIS_URL"]


@pytest.fixture(autouse=True)
def cheap_passwords(settings):
    """Real hashing takes a third of a second for each account on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def turns(monkeypatch):
    """However loaded the machine is, a process of its own gets its turns, so that it says what it finds."""
    monkeypatch.setitem(run_apart.__kwdefaults__, "patience", 300)


@pytest.fixture(autouse=True)
def nothing_remembered():
    """No test counts the tries of another."""
    cache.clear()


@pytest.fixture(autouse=True)
def words_for_events(monkeypatch):
    """Whatever a test has recorded in a history that has a page, the page has words for it."""
    wordless = event_words.watch(monkeypatch)
    yield
    assert wordless == []


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The database begins with the working edition, which most tests need and none changes."""
    with django_db_blocker.unblock():
        builders.published_framework()
        yield
        close_other_connections()


def close_other_connections():
    """The server of the browser tests may hold one yet, with which the database could not be dropped."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture
def framework(db):
    """The working edition with its 41 indicators, published; again after a test that empties the database.

    It was read before, as in a process that has served a page.
    """
    framework = Framework.objects.filter(edition=builders.EDITION).first() or builders.published_framework()
    criteria.edition_of(framework)
    criteria.plausibility_of(framework)
    return framework


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
    """An officer of another province."""
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
    """An assessment in which nothing was entered yet."""
    return actions.open_assessment(area=area, cycle=cycle, by=None)


@pytest.fixture
def people(officer, assessor, second_assessor, administrator):
    return builders.People(officer, assessor, second_assessor, administrator)


@pytest.fixture
def at(draft, people):
    """`at(Status.COMMITTEE)`: the draft filled in to level 3 and taken to that status."""

    def take(status, level=3):
        return builders.take_to(status, draft, people, level=level)

    return take


@pytest.fixture
def provinces(db):
    return {one.name_th: one for one in Province.objects.all()}
