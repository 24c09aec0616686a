"""Invitations and one-time codes: given, mailed, printed, used once, withdrawn and expired."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecotown.accounts.models import Role
from ecotown.common.mails import sending
from ecotown.common.mails.models import Mail
from ecotown.people.actions import codes
from ecotown.people.documents import letters
from ecotown.people.domain import PeopleError
from ecotown.people.models import OneTimeCode
from ecotown.people.models.codes import digest_of
from ecotown.people.screens import work_about_people
from ecotown.people.words import CODE_USED
from tests import builders
from tests.configuration.emblems import set_emblem
from tests.papers import Paper

PASSWORD = "วันนี้ฝนตกหนักมาก-99"
CHOSEN = {"username": "somsri", "password": PASSWORD, "repeated": PASSWORD}


def use_url(code):
    return reverse("people:use-code", args=[code.code])


@pytest.fixture
def person(invite):
    return invite(position="นักวิชาการอุตสาหกรรม")


@pytest.fixture
def code(person):
    return person.one_time_codes.get()


def test_an_invited_person_has_role_and_provinces_and_no_password(person, province, administrator, events):
    assert (person.role, person.is_active, person.has_usable_password()) == (Role.OFFICER, True, False)
    assert [(term.province, term.begins_on, term.ends_on) for term in person.terms.all()] == [
        (province, None, None)
    ]
    assert events(person) == [
        ("account-created", administrator, {"role": "officer"}),
        ("province-given", administrator, {"province": province.code}),
        ("invited", administrator, {"by_mail": False}),
    ]


def test_no_column_holds_the_code(code):
    stored = " ".join(str(value) for value in OneTimeCode.objects.values_list().get(pk=code.pk))

    assert code.plain_code not in stored
    assert (code.code.replace("-", ""), digest_of(code.plain_code)) == (code.plain_code, code.digest)


def test_a_code_depends_on_the_key_of_the_installation(code, settings):
    before = code.plain_code
    settings.SECRET_KEY = "another key"

    assert OneTimeCode.objects.get(pk=code.pk).plain_code != before


def test_who_has_the_letter_chooses_name_and_password_and_signs_in(client, person, code, events):
    entered = client.post(reverse("people:enter-code"), {"code": code.code.lower()})
    shown = client.get(entered.headers["Location"])
    used = client.post(use_url(code), CHOSEN)
    person.refresh_from_db()

    assert (entered.headers["Location"], shown.status_code) == (use_url(code), 200)
    assert (used.status_code, used.headers["Location"]) == (302, reverse("accounts:sign-in"))
    assert (person.username, person.check_password(PASSWORD)) == ("somsri", True)
    assert person.email_confirmed_at is None
    assert events(person)[-1] == ("invitation-accepted", person, {})


def test_a_code_works_once(client, code):
    client.post(use_url(code), CHOSEN)

    again = client.post(use_url(code), {**CHOSEN, "password": "x" * 20, "repeated": "x" * 20})

    assert again.status_code == 410
    code.person.refresh_from_db()
    assert code.person.check_password(PASSWORD)


def test_who_sends_a_used_code_again_is_told_to_sign_in_and_has_no_wrong_try(client, code):
    cache.clear()
    client.post(use_url(code), CHOSEN)

    answers = [client.post(use_url(code), CHOSEN) for _ in range(21)]
    typed = client.post(reverse("people:enter-code"), {"code": code.code})

    assert {answer.status_code for answer in answers} == {410}
    assert {answer.context["refusal"] for answer in answers} == {CODE_USED}
    assert list(typed.context["form"].errors["code"]) == [CODE_USED]
    assert f'href="{reverse("accounts:sign-in")}"' in typed.text


def test_a_used_code_of_an_account_closed_since_is_as_unknown_as_any(client, code):
    client.post(use_url(code), CHOSEN)
    type(code.person).objects.filter(pk=code.person_id).update(is_active=False)

    assert client.get(use_url(code)).status_code == 404


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        pytest.param({"repeated": "another one 123"}, "repeated", id="two passwords"),
        pytest.param({"password": "short", "repeated": "short"}, "password", id="too short"),
        pytest.param({"username": "taken"}, "username", id="a name that is taken"),
        pytest.param({"username": "TAKEN"}, "username", id="a name that is taken but for capitals"),
        pytest.param({"username": "ก ข"}, "username", id="letters that a name cannot have"),
        pytest.param({"username": "มานะ"}, "username", id="letters of another script"),
        pytest.param({"username": "оfficer"}, "username", id="a letter that looks like another one"),
        pytest.param({"username": ""}, "username", id="no name"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field(client, code, sent, field):
    builders.UserBuilder(username="taken")

    response = client.post(use_url(code), {**CHOSEN, **sent})

    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert not OneTimeCode.objects.get(pk=code.pk).used_at


def test_an_expired_code_opens_nothing(client, code, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=31))

    assert (client.get(use_url(code)).status_code, client.post(use_url(code), CHOSEN).status_code) == (
        404,
        404,
    )


def test_a_withdrawn_code_opens_nothing(client, code, administrator):
    codes.withdraw_code(code=code, by=administrator)

    assert client.get(use_url(code)).status_code == 404
    with pytest.raises(PeopleError, match="code-closed"):
        codes.withdraw_code(code=code, by=administrator)
    with pytest.raises(PeopleError, match="code-closed"):
        codes.use_code(code=code, password=PASSWORD)


def test_a_code_of_a_closed_account_opens_nothing(client, code):
    type(code.person).objects.filter(pk=code.person_id).update(is_active=False)

    assert client.get(use_url(code)).status_code == 404


def test_a_new_invitation_ends_the_earlier_one(client, person, code, administrator):
    new = codes.give_invitation(person=person, by_mail=False, by=administrator)

    assert (client.get(use_url(code)).status_code, client.get(use_url(new)).status_code) == (404, 200)


def test_wrong_codes_are_slowed(client, code):
    cache.clear()
    statuses = [
        client.post(reverse("people:enter-code"), {"code": "AAAA-AAAA-AAAA"}).status_code for _ in range(21)
    ]

    right = client.get(use_url(code))

    assert set(statuses) == {422}
    assert right.status_code == 429


def mail_of(code):
    """Return the row of the mail with an invitation."""
    return Mail.objects.get(kind="invitation", user=code.person, data={"code": code.pk})


@pytest.fixture
def mailed(invite):
    """Return the code of an invitation by mail, which waits for a worker."""
    return invite(email="somsri@industry.example").one_time_codes.get()


class Refuses(EmailBackend):
    """A mail server that does not know the address."""

    def send_messages(self, messages):
        raise SMTPRecipientsRefused({"somsri@industry.example": (550, b"unknown")})


class Down(EmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, messages):
        raise ConnectionRefusedError("nobody listens")


def test_the_mail_has_the_address_and_using_it_confirms_the_mail_address(client, mailed, province):
    sent = [sending.send(mail_id=mail_of(mailed).pk) for _number in range(2)]  # a task may run twice

    (message,) = mail.outbox
    assert (sent, message.to) == ([True, False], ["somsri@industry.example"])
    assert message.subject == "[เมืองอุตสาหกรรมเชิงนิเวศ] คำเชิญเข้าใช้งานระบบ"
    assert use_url(mailed) in message.body
    assert f"- {province.name_th}" in message.body
    client.post(use_url(mailed), CHOSEN)
    mailed.person.refresh_from_db()
    assert mailed.person.email_confirmed_at is not None


def test_no_column_of_the_mail_holds_the_code(mailed):
    stored = " ".join(str(value) for value in Mail.objects.values_list().get(pk=mail_of(mailed).pk))

    assert mailed.plain_code not in stored.replace("-", "")


@pytest.mark.parametrize(
    ("is_sent", "email"),
    [
        pytest.param(False, "somsri@industry.example", id="the mail never left"),
        pytest.param(True, "other@industry.example", id="the address was changed meanwhile"),
    ],
)
def test_what_did_not_arrive_at_an_address_does_not_confirm_it(client, mailed, is_sent, email):
    if is_sent:
        sending.send(mail_id=mail_of(mailed).pk)
    type(mailed.person).objects.filter(pk=mailed.person_id).update(email=email)

    client.post(use_url(mailed), CHOSEN)

    mailed.person.refresh_from_db()
    assert (mailed.person.has_usable_password(), mailed.person.email_confirmed_at) == (True, None)


def test_no_mail_leaves_for_a_code_that_has_ended(mailed, administrator):
    codes.withdraw_code(code=mailed, by=administrator)

    assert (sending.send(mail_id=mail_of(mailed).pk), mail.outbox) == (False, [])


def test_a_mail_that_was_refused_is_seen_by_administrators_and_sent_again(
    client, mailed, administrator, settings
):
    """The new invitation has a code of its own, and the work is done with it."""
    client.force_login(administrator)
    settings.EMAIL_BACKEND = f"{__name__}.Refuses"
    sending.send(mail_id=mail_of(mailed).pk)
    page = reverse("people:person", args=[mailed.person_id])
    work = [(piece.name, piece.url) for piece in work_about_people(administrator)]
    listed = client.get(reverse("people:list"), {"state": "mail-failed"}).context["list"].rows
    shown = client.get(page).content.decode()

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    client.post(reverse("people:give-invitation", args=[mailed.person_id]), {"by_mail": "1"})

    new = mailed.person.one_time_codes.get(withdrawn_at=None)
    assert sending.send(mail_id=mail_of(new).pk) is True
    assert (work, list(listed)) == ([(str(mailed.person), page)], [mailed.person])
    assert "ส่งอีเมลไปยัง somsri@industry.example ไม่สำเร็จ" in shown
    assert work_about_people(administrator) == []
    assert "ส่งคำเชิญไปยัง somsri@industry.example แล้ว" in client.get(page).content.decode()


def test_a_mail_whose_server_is_down_is_tried_again_and_seen_after_an_hour(
    mailed, administrator, settings, time_machine
):
    settings.EMAIL_BACKEND = f"{__name__}.Down"
    sending.send(mail_id=mail_of(mailed).pk)
    soon = work_about_people(administrator)
    time_machine.move_to(timezone.now() + timedelta(minutes=61))
    later = [piece.name for piece in work_about_people(administrator)]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    overdue = sending.overdue_mails()

    assert (soon, later) == ([], [str(mailed.person)])
    assert [sending.send(mail_id=pk) for pk in overdue] == [True]
    assert work_about_people(administrator) == []


def test_the_letter_has_code_and_address(client, code, administrator, tmp_path):
    client.force_login(administrator)

    response = client.get(reverse("people:letter", args=[code.person_id, code.pk]))

    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert code.code in Paper(response.content, tmp_path / "letter.pdf").text


def test_the_letter_has_the_emblem_of_the_department(code, tmp_path):
    plain = Paper(letters.code_letter(code), tmp_path / "plain.pdf")
    set_emblem()

    with_emblem = Paper(letters.code_letter(code), tmp_path / "letter.pdf")

    heads = [paper.pages[0].lines[0] for paper in (plain, with_emblem)]
    assert heads[0].text == heads[1].text
    assert 20 < heads[1].bottom - heads[0].bottom < 30  # millimetres


def test_a_code_that_went_by_mail_has_no_letter(client, invite, administrator):
    code = invite(email="somsri@industry.example").one_time_codes.get()
    client.force_login(administrator)

    assert client.get(reverse("people:letter", args=[code.person_id, code.pk])).status_code == 404


def test_who_forgot_the_password_gets_a_code_for_a_new_one(client, officer, administrator, events):
    code = codes.give_password_code(person=officer, by=administrator)

    name = officer.username
    client.post(use_url(code), {"username": "other", "password": PASSWORD, "repeated": PASSWORD})

    officer.refresh_from_db()
    assert (officer.username, officer.check_password(PASSWORD)) == (name, True)
    assert [name for name, _by, _data in events(officer)] == ["password-code-given", "password-code-used"]


def test_who_gets_a_new_password_by_a_code_is_told_and_signed_out(client, officer, administrator):
    """An administrator who used the code of another person could not keep it a secret."""
    type(officer).objects.filter(pk=officer.pk).update(email="officer@industry.example")
    signed_in = Client()
    signed_in.force_login(officer)
    code = codes.give_password_code(person=officer, by=administrator)

    client.post(use_url(code), {"password": PASSWORD, "repeated": PASSWORD})

    assert not officer.sessions.exists()
    assert [(row.kind, row.email) for row in officer.mails.all()] == [
        ("password-changed", "officer@industry.example")
    ]


def test_a_code_for_a_new_password_is_valid_for_a_day(client, officer, administrator, time_machine):
    code = codes.give_password_code(person=officer, by=administrator)
    time_machine.move_to(timezone.now() + timedelta(hours=25))

    assert client.get(use_url(code)).status_code == 404


@pytest.mark.parametrize(
    ("who", "refusal"), [("administrator", "own-account"), ("person", "not-accepted"), ("closed", "closed")]
)
def test_codes_for_new_passwords_that_are_refused(request, administrator, person, officer, who, refusal):
    if who == "closed":
        type(officer).objects.filter(pk=officer.pk).update(is_active=False)
    target = officer if who == "closed" else request.getfixturevalue(who)

    with pytest.raises(PeopleError, match=refusal):
        codes.give_password_code(person=target, by=administrator)


def test_invitations_that_are_refused(person, officer, administrator):
    with pytest.raises(PeopleError, match="accepted-already"):
        codes.give_invitation(person=officer, by_mail=False, by=administrator)
    with pytest.raises(PeopleError, match="mail-missing"):
        codes.give_invitation(person=person, by_mail=True, by=administrator)


def test_the_database_keeps_one_open_code_and_what_was_used(code):
    other = {"person": code.person, "purpose": "password", "nonce": "x", "digest": "x"}
    times = {"given_at": timezone.now(), "expires_at": timezone.now()}
    with pytest.raises(IntegrityError, match=r"code_one_open_of_person|person_id"), transaction.atomic():
        OneTimeCode.objects.create(**other, **times)
    codes.use_code(code=code, password=PASSWORD)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        OneTimeCode.objects.filter(pk=code.pk).update(used_at=None)
