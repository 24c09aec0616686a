"""Wrong passwords and codes: guessing is slowed, and nobody locks another person out."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecotown.accounts.domain import PATIENCE, Counted, wait_after
from ecotown.accounts.events import Event
from ecotown.accounts.models import WrongTries
from ecotown.accounts.results import tries
from ecotown.accounts.results.tries import Place
from ecotown.common.history.models import Event as StoredEvent
from tests import builders, second_factors
from tests.accounts.test_sign_in import give_code, sign_in
from tests.builders import PASSWORD

NOON = datetime(2026, 11, 30, 5, tzinfo=UTC)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def client_at(address):
    return Client(REMOTE_ADDR=address)


def guess(client, name, count):
    return [sign_in(client, name, f"wrong password {number}").status_code for number in range(count)]


@pytest.mark.parametrize(
    ("number", "seconds"),
    [(0, 0), (4, 0), (5, 60), (6, 120), (7, 240), (10, 1920), (11, 3600), (10**6, 3600)],
)
def test_each_further_try_doubles_the_wait_up_to_an_hour(number, seconds):
    assert wait_after(number, PATIENCE[Counted.PERSON]) == timedelta(seconds=seconds)


def test_five_wrong_passwords_let_this_address_wait_even_with_the_right_one(officer, clock):
    attacker = client_at("203.0.113.7")

    answers = guess(attacker, officer.username, 6)

    assert answers == [422] * 5 + [429]
    assert sign_in(attacker, officer.username).status_code == 429


def test_an_attacker_locks_nobody_out(officer, clock):
    guess(client_at("203.0.113.7"), officer.username, 6)

    assert sign_in(client_at("198.51.100.4"), officer.username).status_code == 302


def test_a_known_device_is_not_locked_by_a_stranger_in_the_same_office(officer, clock):
    known = client_at("10.1.2.3")
    sign_in(known, officer.username)
    known.post(reverse("accounts:sign-out"))
    guess(client_at("10.1.2.3"), officer.username, 30)

    assert sign_in(known, officer.username).status_code == 302
    assert sign_in(client_at("10.1.2.3"), officer.username).status_code == 429


def test_a_known_device_has_five_tries_as_well(officer, clock):
    stolen = client_at("10.1.2.3")
    sign_in(stolen, officer.username)
    stolen.post(reverse("accounts:sign-out"))

    assert guess(stolen, officer.username, 6) == [422] * 5 + [429]


def test_a_device_of_one_person_is_not_that_of_another(officer, other_officer, clock):
    office = client_at("10.1.2.3")
    sign_in(office, other_officer.username)
    office.post(reverse("accounts:sign-out"))
    guess(client_at("10.1.2.3"), officer.username, 6)

    assert sign_in(office, officer.username).status_code == 429


def test_a_made_up_cookie_is_no_known_device(officer, clock):
    attacker = client_at("203.0.113.7")
    attacker.cookies["device"] = "WyJ4IixbMV1d:made:up"

    assert guess(attacker, officer.username, 6) == [422] * 5 + [429]


def test_trying_25_names_from_one_address_is_slowed(db, clock):
    names = [user.username for user in builders.UserBuilder.create_batch(25)]
    attacker = client_at("203.0.113.7")

    answers = [sign_in(attacker, name, "Password123456").status_code for name in names]

    assert answers == [422] * 20 + [429] * 5
    assert sign_in(client_at("198.51.100.4"), names[0]).status_code == 302


def test_a_name_without_an_account_waits_alike(db, clock):
    assert guess(client_at("203.0.113.7"), "nobody", 6) == [422] * 5 + [429]


def test_after_the_wait_the_right_password_is_taken_and_all_begins_anew(officer, clock):
    client = client_at("203.0.113.7")
    guess(client, officer.username, 6)
    clock.shift(timedelta(seconds=61))

    assert sign_in(client, officer.username).status_code == 302
    assert list(WrongTries.objects.values_list("counted", "tries")) == [("address", 5)]


def test_a_further_wrong_try_after_the_wait_doubles_it(officer, clock):
    client = client_at("203.0.113.7")
    guess(client, officer.username, 5)
    clock.shift(timedelta(seconds=61))
    guess(client, officer.username, 1)
    clock.shift(timedelta(seconds=61))
    early = sign_in(client, officer.username).status_code
    clock.shift(timedelta(seconds=60))

    assert (early, sign_in(client, officer.username).status_code) == (429, 302)


def test_a_day_without_a_try_forgets_them_all(officer, clock):
    guess(client_at("203.0.113.7"), officer.username, 5)
    clock.shift(timedelta(days=1, seconds=1))

    guess(client_at("198.51.100.4"), "nobody", 1)

    assert set(WrongTries.objects.values_list("network", "tries")) == {("198.51.100.4", 1)}


def test_a_try_is_counted_before_it_is_looked_at(officer, clock):
    counts = tries.password_counts(officer.username, officer, Place("203.0.113.7"))
    for _number in range(5):
        tries.begin_try(counts)  # none of them is answered yet

    with pytest.raises(tries.Waiting):
        tries.begin_try(counts)


def test_the_addresses_of_one_ipv6_network_are_one(officer, clock):
    answers = [
        sign_in(client_at(f"2001:db8:1:2::{number}"), officer.username, "wrong").status_code
        for number in range(1, 7)
    ]

    assert answers == [422] * 5 + [429]
    assert sign_in(client_at("2001:db8:1:3::1"), officer.username).status_code == 302


@pytest.mark.parametrize(
    ("proxies", "forwarded", "counted"),
    [
        (0, "198.51.100.1", "10.0.0.1"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "192.0.2.66, 198.51.100.1", "198.51.100.1"),  # the first one is made up
        (2, "192.0.2.66, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (2, "198.51.100.1", "10.0.0.1"),  # came past a proxy
        (1, "", "10.0.0.1"),
        # Some proxies add the port, another one for each connection.
        (1, "198.51.100.1:50123", "198.51.100.1"),
        (1, "[2001:db8:1:2::1]:50123", "2001:db8:1:2::/64"),
        (1, "2001:db8:1:2::1", "2001:db8:1:2::/64"),
    ],
)
def test_behind_proxies_the_address_that_the_outermost_has_seen_is_counted(
    officer, settings, clock, proxies, forwarded, counted
):
    settings.TRUSTED_PROXIES = proxies
    client = Client(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)

    sign_in(client, officer.username, "wrong password")

    assert set(WrongTries.objects.values_list("network", flat=True)) == {counted}


def test_five_wrong_codes_wait_from_everywhere_but_a_known_device(assessor, clock):
    known, attacker = client_at("10.1.2.3"), client_at("203.0.113.7")
    sign_in(known, assessor.username)
    give_code(known, second_factors.code_of(assessor))
    known.post(reverse("accounts:sign-out"))
    sign_in(attacker, assessor.username)

    answers = [give_code(attacker, "000000").status_code for _number in range(6)]

    sign_in(known, assessor.username)
    assert answers == [422] * 5 + [429]
    assert give_code(known, second_factors.code_of(assessor)).status_code == 302


def test_an_administrator_sees_and_lifts_a_lock(client, officer, administrator, clock):
    victim = client_at("203.0.113.7")
    guess(victim, officer.username, 6)
    client.force_login(administrator)
    page = client.get(reverse("accounts:locks"))
    place = WrongTries.objects.get(counted="person")

    client.post(reverse("accounts:lift-lock", args=[place.pk]))

    assert [place for place, _what in page.context["places"]] == [place]
    assert sign_in(victim, officer.username).status_code == 302
    event = StoredEvent.objects.get(name=Event.LOCK_LIFTED)
    assert (event.by, event.data) == (administrator, {"counted": "person", "tries": 5})


def test_the_lock_of_an_address_is_lifted_in_a_history_of_its_own(client, administrator, clock):
    attacker = client_at("203.0.113.7")
    for number in range(21):
        sign_in(attacker, f"nobody-{number}", PASSWORD)
    client.force_login(administrator)

    client.post(reverse("accounts:lift-lock", args=[WrongTries.objects.get(counted="address").pk]))

    assert sign_in(attacker, "nobody-30").status_code == 422
    assert StoredEvent.objects.get(name=Event.LOCK_LIFTED).chain.subject == "sign-in"


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_locks_asks_as_often_for_many(
    client, administrator, django_assert_max_num_queries, count
):
    for number in range(count):
        WrongTries.objects.create(
            counted="address",
            key=str(number),
            network=f"203.0.113.{number}",
            tries=20,
            last_at=timezone.now(),
            locked_until=timezone.now() + timedelta(minutes=5),
        )
    client.force_login(administrator)

    with django_assert_max_num_queries(6):
        page = client.get(reverse("accounts:locks"))

    assert len(page.context["places"]) == count


@pytest.mark.parametrize("role", ["officer", "assessor"])
def test_nobody_else_sees_the_locks(db, client, request, role):
    client.force_login(request.getfixturevalue(role))

    assert client.get(reverse("accounts:locks")).status_code == 403
