"""Sealed names: events hold a digest, a changed name is found, and an erased one leaves the chains whole."""

from contextlib import contextmanager
from datetime import timedelta
from importlib import import_module
from io import StringIO
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ecotown.accounts.actions import create_account
from ecotown.accounts.models import Role, User
from ecotown.common.history import chain, reading, recording, sealing
from ecotown.common.history.events import EventName, Meaning
from ecotown.common.history.models import Event, HistoryChain, NameSeal
from ecotown.common.history.recording import Break
from tests import builders
from tests.guards import disable_guards

pytestmark = pytest.mark.django_db


class Deed(EventName):
    CHANGED = Meaning("changed", "Changed")


@pytest.fixture
def person(db):
    """Return a person who signed two rows of a chain under one name, and a third under another."""
    person = create_account(
        username="somchai", role=Role.ASSESSOR, signing_name="Somchai", password="-", by=None
    )
    for number in (1, 2):
        recording.record("thing:1", Deed.CHANGED, by=person, data={"number": number})
    person.signing_name = "Somsak"
    recording.seal_name(person, by=person)
    recording.record("thing:1", Deed.CHANGED, by=person, data={"number": 3})
    return person


def signers(subject):
    return [event.by for event in reading.shown_events(subject, str)]


@contextmanager
def tampered(sql, *parameters):
    """Write past the guards and foreign keys, as the owner of the database can, and undo it afterwards."""
    with transaction.atomic():
        disable_guards("common_nameseal", "common_event", "accounts_user")
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(sql, parameters)
        yield
        transaction.set_rollback(True)


def test_no_event_holds_a_name(person):
    stored = [str(list(Event.objects.filter(pk=event.pk).values())) for event in Event.objects.all()]

    assert [text for text in stored if "Som" in text or "somchai" in text] == []


def test_each_event_shows_the_name_under_which_it_was_signed(person):
    assert signers("thing:1") == ["Somsak", "Somchai", "Somchai"]
    assert list(recording.breaks()) == []


def test_recording_needs_no_query_for_the_seal(person, django_assert_num_queries):
    with django_assert_num_queries(3):
        recording.record("thing:1", Deed.CHANGED, by=person, data={})


def test_a_name_without_a_seal_is_sealed_with_the_first_thing_recorded(db):
    person = User.objects.create(username="old", role=Role.ASSESSOR, signing_name="Old")

    recording.record("thing:1", Deed.CHANGED, by=person, data={})

    seal = NameSeal.objects.get(person=person)
    assert Event.objects.get(chain__subject="thing:1").name_seal == seal
    assert Event.objects.get(name="name-sealed").data == {"name_seal": seal.digest}
    assert User.objects.get(pk=person.pk).name_seal == seal
    assert list(recording.breaks()) == []


def test_the_migration_seals_the_names_of_the_people_who_exist(db):
    people = [
        User.objects.create(username=name, role=Role.ASSESSOR, signing_name=name) for name in ("a", "b")
    ]
    recording.record("user:1000", Deed.CHANGED, by=None, data={})
    migration = import_module("ecotown.accounts.migrations.0006_sealed_names")

    migration.seal_names(apps, SimpleNamespace(connection=connection))

    assert [seal.name for seal in NameSeal.objects.filter(person__in=people)] == ["a", "b"]
    assert User.objects.filter(name_seal=None).exists() is False
    assert list(recording.breaks()) == []


def test_rows_signed_before_names_were_sealed_stay_whole(person):
    subject = "thing:1"
    locked = HistoryChain.objects.get(subject=subject)
    row = recording._next_link(locked, Deed.CHANGED, by=None, data={})
    row.by, row.at = person, timezone.now() - timedelta(days=1)
    content = recording.link_content(
        subject, row.sequence, name=row.name, by=person.pk, at=row.at, data=row.data
    )
    row.hash = locked.head = chain.link_hash(row.previous_hash, content)
    row.save()
    locked.save()

    assert list(recording.breaks()) == []
    assert signers(subject)[0] == "Somsak"


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        pytest.param("UPDATE common_nameseal SET name = 'Somying' WHERE name = 'Somchai'", sealing.CHANGED),
        pytest.param("UPDATE common_nameseal SET salt = '00' WHERE name = 'Somchai'", sealing.CHANGED),
        pytest.param("UPDATE common_nameseal SET name = '', salt = ''", sealing.EMPTIED),
        pytest.param("UPDATE accounts_user SET signing_name = 'Somying'", sealing.DIFFERENT),
        pytest.param("DELETE FROM common_nameseal WHERE name = 'Somsak'", sealing.REMOVED),
        pytest.param(
            "UPDATE accounts_user SET name_seal_id = (SELECT MIN(digest) FROM common_nameseal"
            " WHERE name = 'Somchai'), signing_name = 'Somchai'",
            sealing.REPLACED,
        ),
    ],
    ids=["name", "salt", "emptied", "shown name", "removed", "replaced"],
)
def test_tampering_with_a_name_is_found(person, sql, fault):
    with tampered(sql):
        assert Break(f"user:{person.pk}", 0, fault) in list(recording.breaks())


def test_a_removed_seal_is_found_in_the_chain_that_it_signed(person):
    with tampered("DELETE FROM common_nameseal WHERE name = 'Somchai'"):
        assert Break("thing:1", 1, sealing.REMOVED) in list(recording.breaks())
        assert recording.break_of("thing:1") == Break("thing:1", 1, sealing.REMOVED)


def test_a_changed_name_is_found_when_one_chain_is_verified(person):
    with tampered("UPDATE common_nameseal SET salt = '00' WHERE name = 'Somsak'"):
        assert recording.break_of("thing:1") == Break("thing:1", 3, sealing.CHANGED)


def test_the_seal_of_another_person_is_found(person):
    other = builders.UserBuilder()
    with tampered("UPDATE common_nameseal SET person_id = %s WHERE name = 'Somchai'", other.pk):
        assert Break("thing:1", 1, sealing.FOREIGN) in list(recording.breaks())


def test_a_row_whose_seal_was_taken_away_is_found(person):
    with tampered("UPDATE common_event SET name_seal_id = NULL WHERE name = 'changed'"):
        assert list(recording.breaks()) == [Break("thing:1", 1, recording.CONTENT_CHANGED)]


def test_an_unsigned_row_is_found_even_when_its_chain_was_computed_anew(person):
    locked = HistoryChain.objects.get(subject="thing:1")
    row = recording._next_link(locked, Deed.CHANGED, by=None, data={})
    row.by = person
    content = recording.link_content(
        "thing:1", row.sequence, name=row.name, by=person.pk, at=row.at, data=row.data
    )
    row.hash = locked.head = chain.link_hash(row.previous_hash, content)
    row.save()
    locked.save()

    assert list(recording.breaks()) == [Break("thing:1", 4, sealing.UNSIGNED)]


def test_the_command_names_the_person_and_fails(person):
    with tampered("UPDATE common_nameseal SET name = 'Somying' WHERE name = 'Somchai'"):
        errors = StringIO()

        with pytest.raises(SystemExit, match="1"):
            call_command("verify_history", stderr=errors)

        assert errors.getvalue() == f"user:{person.pk}: the sealed name or its salt was changed\n"


def test_erased_names_leave_every_chain_whole(person, administrator):
    hashes = list(Event.objects.filter(chain__subject="thing:1").values_list("hash", flat=True))
    person.signing_name = "Person 7"
    recording.seal_name(person, by=administrator)

    recording.erase_names(person, by=administrator)

    former = NameSeal.objects.filter(person=person).exclude(digest=person.name_seal_id)
    assert [(seal.name, seal.salt) for seal in former] == [("", "")] * 2
    assert signers("thing:1") == ["Person 7"] * 3
    assert list(Event.objects.filter(chain__subject="thing:1").values_list("hash", flat=True)) == hashes
    assert list(recording.breaks()) == []
    assert recording.break_of("thing:1") is None
    last = recording.events_of(f"user:{person.pk}").last()
    assert (last.name, set(last.data["name_seals"])) == ("names-erased", {seal.digest for seal in former})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda: NameSeal.objects.update(name="Somying"), "only erased"),
        (lambda: NameSeal.objects.update(salt="00"), "only erased"),
        (lambda: NameSeal.objects.filter(name="Somchai").update(name=""), "name_seal|only erased"),
        (lambda: NameSeal.objects.all()._raw_delete("default"), "never deleted"),
        (lambda: User.objects.update(signing_name="Somying"), "together with its seal"),
    ],
    ids=["name", "salt", "half", "deleted", "shown name"],
)
def test_the_database_refuses_to_change_a_sealed_name(person, change, message):
    with pytest.raises(IntegrityError, match=message), transaction.atomic():
        change()
