"""The own mail address: it is the person's once the link in a mail was followed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecotown.accounts.models import User
from ecotown.common.history import recording
from ecotown.common.mails.models import Mail
from tests.builders import PASSWORD
from tests.profile.test_passwords import link_in, send_mails

OLD, NEW = "old@portal.example", "new@portal.example"


@pytest.fixture
def person(officer):
    User.objects.filter(pk=officer.pk).update(email=OLD)
    officer.refresh_from_db()
    return officer


def ask(client, email=NEW, password=PASSWORD):
    return client.post(reverse("profile:mail"), {"email": email, "current_password": password})


def test_an_address_counts_once_its_link_was_followed_and_the_old_one_is_told(client, person):
    client.force_login(person)
    asked = ask(client)
    (message,) = send_mails()
    person.refresh_from_db()
    before = person.email
    phone = Client()
    page = phone.get(link_in(message))

    confirmed = phone.post(link_in(message))

    person.refresh_from_db()
    assert (asked.status_code, before, message.to) == (302, OLD, [NEW])
    assert (page.status_code, confirmed.status_code) == (200, 302)
    assert (person.email, bool(person.email_confirmed_at)) == (NEW, True)
    assert [(row.name, row.data) for row in recording.events_of(f"user:{person.pk}")] == [
        ("mail-asked", {}),
        ("mail-confirmed", {"is_other": True}),
    ]
    assert send_mails()[-1].to == [OLD]


def test_the_own_page_says_which_address_waits_to_be_confirmed(client, person):
    client.force_login(person)

    def waiting():
        mail = client.get(reverse("profile:own-page")).context["mail_to_confirm"]
        return mail.email if mail else None

    states = [waiting()]
    ask(client)
    (message,) = send_mails()
    states.append(waiting())
    Client().post(link_in(message))
    states.append(waiting())
    User.objects.filter(pk=person.pk).update(email_confirmed_at=None)
    ask(client)  # the same address, which nobody has confirmed
    states.append(waiting())
    Mail.objects.update(expires_at=timezone.now())

    assert [*states, waiting()] == [None, NEW, None, NEW, None]


def test_an_address_whose_mail_was_refused_is_told_on_the_own_page(client, person):
    client.force_login(person)
    ask(client)
    Mail.objects.update(error="refused")

    page = client.get(reverse("profile:own-page")).content.decode()

    assert f"ส่งอีเมลไปยัง {NEW} ไม่สำเร็จ" in page


def test_opening_a_link_confirms_nothing(client, person):
    client.force_login(person)
    ask(client)
    (message,) = send_mails()

    Client().get(link_in(message))

    person.refresh_from_db()
    assert (person.email, person.email_confirmed_at) == (OLD, None)


def test_an_address_that_an_administrator_typed_is_confirmed_in_the_same_way(client, person):
    client.force_login(person)
    ask(client, OLD)
    (message,) = send_mails()

    client.post(link_in(message))

    person.refresh_from_db()
    assert (person.email, bool(person.email_confirmed_at), len(send_mails())) == (OLD, True, 1)


def test_a_link_of_before_another_change_holds_no_longer(client, person):
    client.force_login(person)
    ask(client)
    (message,) = send_mails()
    User.objects.filter(pk=person.pk).update(email="third@portal.example")

    assert Client().post(link_in(message)).status_code == 404


def test_a_link_runs_out(client, person, time_machine):
    time_machine.move_to("2026-03-24T08:00:00+07:00")
    client.force_login(person)
    ask(client)
    (message,) = send_mails()
    time_machine.shift(timedelta(days=3, minutes=1))

    assert Client().get(link_in(message)).status_code == 404


def test_a_changed_link_opens_nothing(client, person):
    client.force_login(person)
    ask(client)
    (message,) = send_mails()

    assert Client().get(f"{link_in(message)[:-3]}x/").status_code == 404


@pytest.mark.parametrize(
    ("email", "password", "field"),
    [(NEW, "wrong", "current_password"), ("no address", PASSWORD, "email")],
    ids=["a wrong password", "no address"],
)
def test_an_address_is_refused_with_the_reason_at_its_field(client, person, email, password, field):
    client.force_login(person)

    response = ask(client, email, password)

    assert (response.status_code, list(response.context["form"].errors), Mail.objects.count()) == (
        422,
        [field],
        0,
    )


def test_an_address_is_not_flooded(client, person):
    client.force_login(person)

    answers = [ask(client, f"{number}@portal.example").status_code for number in range(4)]

    assert (answers, Mail.objects.count()) == ([302, 302, 302, 422], 3)
