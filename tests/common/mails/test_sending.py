"""Single mails: written when they are sent, sent once, and tried again until they would come too late."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from django.utils.translation import gettext as _

from ecotown.common.mails import registry, sending
from tests import builders


class Down(EmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, messages):
        raise ConnectionRefusedError("nobody listens")


class Refuses(EmailBackend):
    """A mail server that does not know the address."""

    def send_messages(self, messages):
        raise SMTPRecipientsRefused({"person@portal.example": (550, b"unknown")})


@pytest.fixture(autouse=True)
def kinds():
    """Declare kinds of mails for these tests alone."""
    before = dict(registry._WRITERS)
    registry.declare_mail("greeting", lambda row: (_("Notices"), f"{row.user.username}: {row.data['word']}"))
    registry.declare_mail("silent", lambda _row: None)
    registry.declare_mail("broken", lambda row: row.data["absent"])
    yield
    registry._WRITERS.clear()
    registry._WRITERS.update(before)


@pytest.fixture
def person(db):
    return builders.UserBuilder(username="napa", signing_name="นภา", email="person@portal.example")


def asked(person, kind="greeting", **values):
    values = {"expires_at": timezone.now() + timedelta(hours=1), "data": {"word": "สวัสดี"}} | values
    return sending.ask_for_mail(kind, user=person, email=person.email, **values)


def test_a_mail_is_written_in_the_language_of_the_person_and_sent_once(person):
    row = asked(person)

    results = [sending.send(mail_id=row.pk), sending.send(mail_id=row.pk)]

    (message,) = mail.outbox
    assert results == [True, False]
    assert (message.subject, message.to) == (
        "[เมืองอุตสาหกรรมเชิงนิเวศ] การแจ้งเตือน",
        ["person@portal.example"],
    )
    assert message.body.splitlines() == [
        "เรียน นภา",
        "",
        "napa: สวัสดี",
        "",
        "--",
        "ระบบประเมินเมืองอุตสาหกรรมเชิงนิเวศ · กรมโรงงานอุตสาหกรรม",
        "http://127.0.0.1:8000",
        "ติดต่อสอบถาม: ศูนย์ช่วยเหลือทดสอบ 0-0000-0001 help@portal.example",
    ]


def test_who_chose_english_gets_the_mail_in_english(person):
    type(person).objects.update(language="en")

    sending.send(mail_id=asked(person).pk)

    assert mail.outbox[0].subject == "[Eco Industrial Towns] Notices"


def test_a_server_that_is_down_is_asked_again_until_it_would_be_too_late(person, settings, time_machine):
    time_machine.move_to("2026-03-24T08:00:00+07:00", tick=False)
    row = asked(person)
    settings.EMAIL_BACKEND = f"{__name__}.Down"
    tries = [sending.send(mail_id=row.pk) for _number in range(5)]
    time_machine.shift(timedelta(minutes=10))
    overdue = sending.overdue_mails()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    time_machine.shift(timedelta(hours=1))

    late = (sending.overdue_mails(), sending.send(mail_id=row.pk))

    assert (tries, overdue, late, mail.outbox) == ([False] * 5, [row.pk], ([], False), [])


@pytest.mark.parametrize(
    ("kind", "backend", "error"),
    [
        pytest.param("greeting", f"{__name__}.Refuses", "refused", id="refused by the server"),
        pytest.param(
            "silent", "django.core.mail.backends.locmem.EmailBackend", "nothing-to-say", id="silent"
        ),
        pytest.param("broken", "django.core.mail.backends.locmem.EmailBackend", "unexpected", id="broken"),
    ],
)
def test_a_mail_that_is_given_up_says_why(person, settings, caplog, kind, backend, error):
    settings.EMAIL_BACKEND = backend
    row = asked(person, kind)

    assert sending.send(mail_id=row.pk) is False

    row.refresh_from_db()
    assert (row.error, row.sent_at, mail.outbox) == (error, None, [])
    assert sending.overdue_mails() == []
    assert person.email not in caplog.text


def test_the_mails_of_a_kind_are_counted(person):
    asked(person)
    asked(person, "silent")

    assert sending.asked_since("greeting", user=person, within=timedelta(hours=1)) == 1
