"""History chains: recorded events are kept, and tampering is detected."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from ecotown.common.history import recording
from ecotown.common.history.events import EventName, Meaning
from ecotown.common.history.models import Event, HistoryChain
from tests import builders
from tests.guards import disable_guards

pytestmark = pytest.mark.django_db


class Deed(EventName):
    OPENED = Meaning("opened", "Opened")
    CHANGED = Meaning("changed", "Changed")
    READ = Meaning("read", "Read")


@pytest.fixture
def three_rows(administrator):
    """Return the rows of a chain with three rows; a second chain stays intact."""
    recording.record("other:1", Deed.OPENED, by=None, data={})
    for number in (1, 2, 3):
        recording.record("thing:1", Deed.CHANGED, by=administrator, data={"number": number})
    return list(Event.objects.filter(chain__subject="thing:1"))


def change_unguarded(sql, *parameters):
    """Change the table with its triggers disabled, as the owner of the database can."""
    disable_guards("common_event", "common_historychain")
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)


def test_an_untouched_history_is_intact(three_rows):
    rows, chains = Event.objects.count(), HistoryChain.objects.count()
    output = StringIO()

    call_command("verify_history", stdout=output)

    assert rows >= 4
    assert output.getvalue() == f"{rows} rows in {chains} chains: intact\n"


def test_the_latest_of_some_events_is_read_for_many_subjects_at_once(
    administrator, django_assert_num_queries
):
    for subject, event, number in [
        ("a", Deed.OPENED, 1),
        ("a", Deed.CHANGED, 1),
        ("b", Deed.CHANGED, 1),
        ("b", Deed.CHANGED, 2),
        ("b", Deed.READ, 1),
    ]:
        recording.record(subject, event, by=administrator, data={"number": number, "reasons": ["x"]})
    places = {"a": {}, "b": {"number": 1}, "c": {}}

    with django_assert_num_queries(1):
        latest = recording.latest_events(places, [Deed.OPENED, Deed.CHANGED])

    assert {subject: (row.name, row.sequence) for subject, row in latest.items()} == {
        "a": ("changed", 2),
        "b": ("changed", 1),
    }


def test_rows_hold_the_hash_of_the_previous_row(three_rows):
    assert [row.previous_hash for row in three_rows[1:]] == [row.hash for row in three_rows[:-1]]


@pytest.mark.parametrize(
    ("sql", "place", "expected"),
    [
        pytest.param(
            "UPDATE common_event SET data = '{\"number\": 99}' WHERE id = %s",
            1,
            recording.Break("thing:1", 2, "the content was changed"),
            id="a value changed",
        ),
        pytest.param(
            "UPDATE common_event SET by_id = NULL WHERE id = %s",
            0,
            recording.Break("thing:1", 1, "the content was changed"),
            id="who acted changed",
        ),
        pytest.param(
            "DELETE FROM common_event WHERE id = %s",
            1,
            recording.Break("thing:1", 2, "a row is missing"),
            id="a row taken out of the middle",
        ),
        pytest.param(
            "DELETE FROM common_event WHERE id = %s",
            2,
            recording.Break("thing:1", 3, "rows are missing at the end"),
            id="the last row cut off",
        ),
        pytest.param(
            "UPDATE common_event SET previous_hash = repeat('0', 64) WHERE id = %s",
            2,
            recording.Break("thing:1", 3, "the row does not follow the one before it"),
            id="a row that follows another one",
        ),
    ],
)
def test_tampering_is_detected_and_located(three_rows, sql, place, expected):
    if connection.vendor == "sqlite":
        sql = sql.replace("repeat('0', 64)", f"'{'0' * 64}'")
    change_unguarded(sql, three_rows[place].pk)

    assert list(recording.breaks()) == [expected]


@pytest.mark.parametrize("subject", ["thing:1", recording.INDEX])
def test_a_missing_chain_is_detected(three_rows, subject):
    pk = HistoryChain.objects.get(subject=subject).pk
    change_unguarded("DELETE FROM common_event WHERE chain_id = %s", pk)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM common_historychain WHERE id = %s", [pk])

    expected = {
        "thing:1": {recording.Break("thing:1", 1, "the whole chain is missing")},
        recording.INDEX: {
            recording.Break(recording.INDEX, 1, "the whole chain is missing"),
            recording.Break("other:1", 1, "the chain was slipped in"),
            recording.Break("thing:1", 1, "the chain was slipped in"),
        },
    }[subject]
    assert {
        broken for broken in recording.breaks() if broken.subject in {subject, "other:1", "thing:1"}
    } == expected


def test_the_command_names_the_first_broken_row_and_fails(three_rows):
    change_unguarded("DELETE FROM common_event WHERE id = %s", three_rows[0].pk)
    errors = StringIO()

    with pytest.raises(SystemExit, match="1"):
        call_command("verify_history", stderr=errors)

    assert errors.getvalue() == "thing:1 row 1: a row is missing\n"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda: Event.objects.update(name="other"), id="changing rows"),
        pytest.param(lambda: Event.objects.all()._raw_delete("default"), id="deleting rows"),
        pytest.param(lambda: HistoryChain.objects.all()._raw_delete("default"), id="deleting chains"),
    ],
)
def test_the_database_refuses_changes_and_deletions(three_rows, change):
    with pytest.raises(IntegrityError, match="never"), transaction.atomic():
        change()


def test_a_change_and_its_event_are_stored_together(administrator):
    with pytest.raises(RuntimeError), transaction.atomic():
        recording.record("thing:2", Deed.CHANGED, by=administrator, data={})
        raise RuntimeError

    assert not Event.objects.filter(chain__subject="thing:2").exists()


@pytest.mark.parametrize("count", [1, 3])
def test_verification_reads_everything_in_five_statements(three_rows, count, django_assert_num_queries):
    for number in range(count):
        person = builders.UserBuilder()
        recording.record(f"thing:{number + 2}", Deed.CHANGED, by=person, data={})

    with django_assert_num_queries(5):
        list(recording.breaks())
