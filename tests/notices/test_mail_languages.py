"""Every mail to a person with an account is in the language of the person, Thai when none was chosen."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone, translation

from assessments.workflow.domain import Status
from ecotown.accounts.domain import FactorChange
from ecotown.accounts.models import Role, User
from ecotown.common.mails import registry as mail_registry
from ecotown.common.mails import sending
from ecotown.common.mails.models import Mail
from ecotown.notices import registry, results
from ecotown.people.actions import codes
from ecotown.people.models.codes import INVITATION_MAIL
from ecotown.profile import results as profile_results
from tests import builders

THAI = re.compile(r"[\u0e00-\u0e7f]")
ENGLISH_SETTINGS = {"contact_name": "Help desk", "department_name_en": "Department of Industrial Works"}
# What the rows of single mails hold; each kind that is declared stands here, but the invitation.
SINGLE_MAILS = [
    ("forgotten-password", {}),
    ("password-changed", {}),
    ("confirm-mail", {"instead_of": "person@portal.example"}),
    ("mail-changed", {}),
    *[("factors-changed", {"change": change.value, "is_last": False}) for change in FactorChange],
    ("factors-changed", {"change": FactorChange.APP_REMOVED.value, "is_last": True}),
    ("factors-reset", {"on_server": False}),
    ("factors-reset", {"on_server": True}),
    ("new-device", {"device": "Chrome · Windows"}),
    ("identity-linked", {}),
    ("identity-unlinked", {}),
    ("settings-test", {}),
]
TUESDAY = "2026-03-24T08:00:00+07:00"


@pytest.fixture(params=["en", "th", ""])
def person(request, db):
    """Return a person with each choice of a language, while this process speaks another one."""
    builders.set_setting(**ENGLISH_SETTINGS)
    with translation.override("th" if request.param == "en" else "en"):
        yield builders.UserBuilder(
            username="napa", signing_name="Napa", email="person@portal.example", language=request.param
        )


def is_in_language_of(person, *texts):
    """Return whether texts are all English for who chose it, and all have Thai letters for the others."""
    return {bool(THAI.search(text)) for text in texts} == {person.language != "en"}


@pytest.mark.parametrize(("kind", "data"), SINGLE_MAILS)
def test_a_single_mail_is_in_the_language_of_the_person(person, kind, data):
    expires_at = timezone.now() + timedelta(hours=1)
    row = sending.ask_for_mail(kind, user=person, email=person.email, expires_at=expires_at, data=data)

    assert sending.send(mail_id=row.pk)

    (message,) = mail.outbox
    assert is_in_language_of(person, message.subject, message.body)


def test_every_kind_of_single_mail_is_tried():
    assert set(mail_registry._WRITERS) == {*dict(SINGLE_MAILS), INVITATION_MAIL}


def test_a_device_is_named_in_the_language_of_the_person_and_not_of_the_browser(person):
    profile_results.tell_new_device(user=person, device="an unknown browser")

    sending.send(mail_id=Mail.objects.get(user=person).pk)

    (message,) = mail.outbox
    device = message.body.rpartition("before: ")[2] if person.language == "en" else message.body
    assert is_in_language_of(person, device)


def test_an_invitation_is_in_the_language_of_the_person(person, administrator):
    person.set_unusable_password()
    person.save()
    codes.give_invitation(person=person, by_mail=True, by=administrator)

    assert sending.send(mail_id=Mail.objects.get(user=person).pk)

    (message,) = mail.outbox
    assert is_in_language_of(person, message.subject, message.body)


def test_administrators_are_told_of_a_reset_factor_in_their_own_language(person):
    User.objects.filter(pk=person.pk).update(role=Role.ADMINISTRATOR)

    call_command(
        "reset_second_factor", builders.UserBuilder(role=Role.ASSESSOR, signing_name="Somsak").username
    )

    (message,) = mail.outbox
    assert is_in_language_of(person, message.subject, message.body)


def test_the_daily_mail_is_in_the_language_of_the_person(person, at, people, time_machine):
    time_machine.move_to(TUESDAY)
    User.objects.filter(pk=people.officer.pk).update(email=person.email, language=person.language)
    User.objects.filter(pk=person.pk).update(email="")
    at(Status.EXTERNAL_AUDIT)

    results.open_digests()
    sent = [results.send_digest(digest_id=pk) for pk in results.claim_due_digests()]

    (message,) = mail.outbox
    html = message.alternatives[0].content
    sentence = "Internal audit passed" if person.language == "en" else "ผ่านการตรวจประเมินภายใน"
    assert sent == [True]
    assert is_in_language_of(person, message.subject)
    assert [f'<html lang="{person.mail_language}">' in html, sentence in html, sentence in message.body] == [
        True
    ] * 3


@pytest.mark.parametrize("kind", sorted(registry.KINDS))
def test_every_kind_of_notice_is_written_in_both_languages(kind):
    texts = {}
    for language in ("th", "en"):
        with translation.override(language):
            texts[language] = [str(registry.KINDS[kind].label), str(registry.KINDS[kind].sentence)]

    assert [[bool(THAI.search(text)) for text in texts[language]] for language in ("th", "en")] == [
        [True, True],
        [False, False],
    ]


def test_every_kind_of_pending_work_is_written_in_both_languages():
    texts = {}
    for language in ("th", "en"):
        with translation.override(language):
            texts[language] = {bool(THAI.search(str(kind.title))) for kind in registry.WORK_KINDS}

    assert texts == {"th": {True}, "en": {False}}
