"""The own password: changed with the present one, or chosen with the link of a mail."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.test import Client
from django.urls import reverse

from ecotown.accounts.models import Role, User
from ecotown.common.history import recording
from ecotown.common.mails import sending
from ecotown.common.mails.models import Mail
from ecotown.people.actions import codes
from ecotown.profile.actions import passwords
from ecotown.profile.domain import ProfileError
from tests import builders
from tests.builders import PASSWORD

NEW = "ม้าน้ำ กาแฟ สะพาน เมฆ"


@pytest.fixture
def person(officer):
    User.objects.filter(pk=officer.pk).update(email="officer@portal.example")
    officer.refresh_from_db()
    return officer


def send_mails():
    """Send the waiting mails as a worker does, and return them."""
    for row in Mail.objects.waiting():
        sending.send(mail_id=row.pk)
    return mail.outbox


def link_in(message):
    return re.search(r"http://127\.0\.0\.1:8000(/\S+)", message.body)[1]


def change(client, present=PASSWORD, new=NEW, repeated=NEW):
    values = {"current_password": present, "password": new, "repeated": repeated}
    return client.post(reverse("profile:password"), values)


def ask(client, name):
    return client.post(reverse("profile:forgotten-password"), {"name": name})


def test_a_person_changes_the_password_and_stays_signed_in_here_alone(client, person):
    other = Client()
    for visitor in (client, other):
        visitor.force_login(person)

    response = change(client)

    person.refresh_from_db()
    assert (response.status_code, person.check_password(NEW)) == (302, True)
    assert client.get(reverse("profile:own-page")).status_code == 200
    assert other.get(reverse("profile:own-page")).status_code == 302
    assert [row.name for row in recording.events_of(f"user:{person.pk}")] == ["password-changed"]
    (message,) = send_mails()
    assert (message.to, "รหัสผ่านของท่านถูกเปลี่ยน" in message.subject) == (["officer@portal.example"], True)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        pytest.param({"present": "wrong"}, "current_password", id="a wrong present password"),
        pytest.param({"repeated": "another one"}, "repeated", id="two that differ"),
        pytest.param({"new": "short", "repeated": "short"}, "password", id="too short"),
        pytest.param({"new": "1q2w3e4r5t6y", "repeated": "1q2w3e4r5t6y"}, "password", id="a common one"),
    ],
)
def test_a_password_is_refused_with_the_reason_at_its_field(client, person, values, field):
    client.force_login(person)

    response = change(client, **values)

    person.refresh_from_db()
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert person.check_password(PASSWORD)


@pytest.mark.parametrize("page", ["password", "mail"])
def test_the_present_password_cannot_be_guessed_at_an_open_screen(client, person, page):
    client.force_login(person)
    values = {"password": NEW, "repeated": NEW, "email": "attacker@elsewhere.example"}

    def give(password):
        return client.post(reverse(f"profile:{page}"), {**values, "current_password": password})

    answers = [give(f"wrong {number}").status_code for number in range(6)]

    assert answers == [422] * 5 + [429]
    assert give(PASSWORD).status_code == 429
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_a_forgotten_password_is_replaced_by_the_link_of_a_mail_once(client, person):
    signed_in = Client()
    signed_in.force_login(person)
    ask(client, person.username)
    (message,) = send_mails()
    link = link_in(message)

    form = client.get(link, follow=True)
    response = client.post(form.request["PATH_INFO"], {"password": NEW, "repeated": NEW})

    person.refresh_from_db()
    assert (response.status_code, response.headers["Location"]) == (302, "/sign-in/")
    assert person.check_password(NEW)
    assert signed_in.get(reverse("profile:own-page")).status_code == 302
    assert (client.get(link).status_code, client.get(reverse("profile:new-password")).status_code) == (
        404,
        404,
    )
    assert [row.name for row in recording.events_of(f"user:{person.pk}")] == [
        "password-forgotten",
        "password-replaced",
    ]


def test_the_address_of_the_form_does_not_have_the_secret_of_the_link(client, person):
    ask(client, person.email)
    (message,) = send_mails()

    response = client.get(link_in(message))

    assert response.headers["Location"] == reverse("profile:new-password")


def test_a_planted_session_does_not_get_the_secret_of_a_link(client, person):
    """Another site of the same domain could have set the cookie of a session that it knows."""
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key
    attacker = Client()
    attacker.cookies["sessionid"] = session.session_key
    ask(client, person.username)
    (message,) = send_mails()

    form = client.get(link_in(message), follow=True)

    assert form.status_code == 200
    assert attacker.get(reverse("profile:new-password")).status_code == 404


def test_a_link_runs_out(client, person, time_machine):
    time_machine.move_to("2026-03-24T08:00:00+07:00")
    ask(client, person.username)
    (message,) = send_mails()
    time_machine.shift(timedelta(hours=1, minutes=1))

    assert client.get(link_in(message)).status_code == 404


@pytest.mark.parametrize("name", ["nobody", "nobody@portal.example", "closed", "without-mail"])
def test_the_answer_does_not_tell_whether_there_is_such_an_account(client, person, other_officer, name):
    names = {"closed": person.username, "without-mail": other_officer.username}
    User.objects.filter(pk=person.pk).update(is_active=name != "closed")

    response = ask(client, names.get(name, name))

    assert (response.status_code, response.headers["Location"]) == (302, reverse("profile:link-sent"))
    assert not Mail.objects.exists()


def test_nobody_is_flooded_with_mails(client, person):
    for _number in range(5):
        ask(client, person.username)

    assert Mail.objects.count() == 3


def test_one_network_asks_ten_times_an_hour(client, person):
    answers = [ask(client, f"name-{number}").status_code for number in range(11)]

    assert answers == [302] * 10 + [422]


def test_a_used_link_is_refused_by_the_action_too(person):
    with pytest.raises(ProfileError, match="old-link"):
        passwords.replace_password(user=person, token="abc-123", password=NEW)


@pytest.mark.parametrize("key", ["MQ", "x", "LTE", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk"])
def test_a_link_that_was_never_sent_opens_nothing(client, db, key):
    assert client.get(reverse("profile:password-link", args=[key, "abc-123"])).status_code == 404


def test_the_page_of_signing_in_leads_to_the_form(client, db):
    assert (
        f'href="{reverse("profile:forgotten-password")}"'
        in client.get(reverse("accounts:sign-in")).content.decode()
    )


@pytest.mark.parametrize("state", ["open", "withdrawn"])
def test_nobody_comes_in_past_the_invitation(client, person, state):
    """An invitation that was withdrawn, or whose mail went to a wrong address, must not open an account."""
    administrator = builders.UserBuilder(role=Role.ADMINISTRATOR)
    User.objects.filter(pk=person.pk).update(password=make_password(None))
    code = codes.give_invitation(person=person, by_mail=True, by=administrator)
    if state == "withdrawn":
        codes.withdraw_code(code=code, by=administrator)

    response = ask(client, person.email)

    assert response.headers["Location"] == reverse("profile:link-sent")
    assert not Mail.objects.filter(kind="forgotten-password").exists()
