"""Invitations and one-time codes: given, mailed, printed, used once, withdrawn and expired."""

from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from ecotown.accounts.models import Role
from ecotown.people import results
from ecotown.people.actions import codes
from ecotown.people.documents import letters
from ecotown.people.domain import PeopleError
from ecotown.people.models import OneTimeCode
from ecotown.people.models.codes import digest_of
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

    assert again.status_code == 404
    code.person.refresh_from_db()
    assert code.person.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        pytest.param({"repeated": "another one 123"}, "repeated", id="two passwords"),
        pytest.param({"password": "short", "repeated": "short"}, "password", id="too short"),
        pytest.param({"username": "taken"}, "username", id="a name that is taken"),
        pytest.param({"username": "TAKEN"}, "username", id="a name that is taken but for capitals"),
        pytest.param({"username": "ก ข"}, "username", id="letters that a name cannot have"),
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


def test_the_mail_has_the_address_and_using_it_confirms_the_mail_address(client, invite):
    person = invite(email="somsri@industry.example")
    code = person.one_time_codes.get()

    assert results.send_invitation(code_id=code.pk) is True
    assert results.send_invitation(code_id=code.pk) is False  # a task may run twice
    code.refresh_from_db()
    sent = mail.outbox[0]
    assert (len(mail.outbox), sent.to, code.mail_state) == (1, ["somsri@industry.example"], "sent")
    assert use_url(code) in sent.body
    assert use_url(code) in sent.alternatives[0].content
    client.post(use_url(code), CHOSEN)
    person.refresh_from_db()
    assert person.email_confirmed_at is not None


def test_a_mail_that_could_not_be_sent_is_tried_again(invite, monkeypatch):
    code = invite(email="somsri@industry.example").one_time_codes.get()

    def refuse(_backend):
        raise SMTPException("down")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.open", refuse)
    assert results.send_invitation(code_id=code.pk) is False
    code.refresh_from_db()
    assert (code.mail_state, code.mail_error) == ("waiting", "SMTPException")
    monkeypatch.undo()
    OneTimeCode.objects.filter(pk=code.pk).update(mail_try_at=timezone.now())
    assert results.claim_due_invitations() == [code.pk]
    assert results.claim_due_invitations() == []
    assert results.send_invitation(code_id=code.pk) is True


def test_no_mail_leaves_for_a_code_that_has_ended(invite, administrator):
    code = invite(email="somsri@industry.example").one_time_codes.get()
    codes.withdraw_code(code=code, by=administrator)

    assert (results.claim_due_invitations(), results.send_invitation(code_id=code.pk)) == ([], False)
    assert mail.outbox == []


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
