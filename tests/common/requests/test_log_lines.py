"""Lines of the log: without mail addresses, network addresses and names of people."""

import logging

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from ecotown.accounts.models import Role, User
from ecotown.common.requests.log_lines import LineFormatter, without_personal_data
from ecotown.people.actions import codes
from tests import builders


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("{'a.b+c@example.go.th': (550, b'no such user')}", "{'[mail]': (550, b'no such user')}"),
        ("sign-in from 203.0.113.7 refused", "sign-in from [address] refused"),
        ("sign-in from 2001:db8::17 refused", "sign-in from [address] refused"),
        ("Key (username)=(somchai) already exists.", "Key (username)=[values] already exists."),
        ("Failing row contains (1, สมชาย, a(b)).", "Failing row contains [values]."),
        ("connecting to 10.0.0.5:6379", "connecting to 10.0.0.5:6379"),
        ("2026-11-30 16:05:09,123 ERROR", "2026-11-30 16:05:09,123 ERROR"),
        ("Django 5.2.1.1a, ::, 127.0.0.1", "Django 5.2.1.1a, ::, 127.0.0.1"),
        ("evidence 7 of assessment:3 waits", "evidence 7 of assessment:3 waits"),
        ("Not Found: /me/mail/WzEsImEi:1abc:x_y-z/", "Not Found: /me/mail/[code]/"),
        ("Not Found: /sign-in/forgotten/MQ/c9x-5f/", "Not Found: /sign-in/forgotten/MQ/[code]/"),
        ("Too Many Requests: /questions/ABCD-EFGH/consent/", "Too Many Requests: /questions/[code]/consent/"),
        ("Unprocessable Entity: /sign-in/forgotten/new/", "Unprocessable Entity: /sign-in/forgotten/new/"),
        ("Not Found: /sign-in/code/", "Not Found: /sign-in/code/"),
    ],
)
def test_a_line_of_the_log_has_no_personal_data(line, expected):
    assert without_personal_data(line) == expected


def test_the_traceback_of_a_fault_has_none_either():
    try:
        raise ValueError("mail to a@example.com from 203.0.113.7")
    except ValueError as error:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "fault", (), (type(error), error, None))

    assert LineFormatter("%(message)s").format(record) == "fault\nValueError: mail to [mail] from [address]"


@pytest.mark.django_db
def test_a_refused_row_leaves_no_name_in_the_log():
    builders.UserBuilder(username="somchai.jaidee")
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        User.objects.create(username="somchai.jaidee", signing_name="Somchai", role="officer")
    error = refusal.value
    record = logging.LogRecord("x", logging.ERROR, "", 1, "fault", (), (type(error), error, None))

    line = LineFormatter("%(message)s").format(record)

    assert connection.vendor == "sqlite" or "[values]" in line
    assert "omchai" not in line


@pytest.mark.django_db
def test_a_refused_sign_in_leaves_neither_name_nor_address_in_the_log(client, caplog, officer):
    caplog.handler.setFormatter(LineFormatter("%(name)s %(message)s"))
    values = {"username": officer.username, "password": "wrong"}

    client.post(reverse("accounts:sign-in"), values, REMOTE_ADDR="203.0.113.7")

    assert officer.username not in caplog.text
    assert "203.0.113.7" not in caplog.text


@pytest.mark.django_db
def test_a_refused_password_leaves_no_code_in_the_log_that_still_opens_the_account(client, caplog):
    caplog.handler.setFormatter(LineFormatter("%(message)s"))
    administrator = builders.UserBuilder(role=Role.ADMINISTRATOR)
    code = codes.give_password_code(person=builders.UserBuilder(role=Role.OFFICER), by=administrator)
    page = reverse("people:use-code", args=[code.code])

    client.post(page, {"password": "short", "repeated": "short"})

    assert "Unprocessable Entity: /code/[code]/" in caplog.text
    assert code.code not in caplog.text
