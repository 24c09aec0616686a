"""The page "System": what is set on the server, the mail of a test; what is still to be said."""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.urls import reverse
from django.utils import timezone

from ecotown.common.history import recording
from ecotown.common.mails import sending
from ecotown.common.mails.models import Mail
from ecotown.configuration import queries
from tests import builders

SYSTEM, TEST_MAIL = "/settings/system/", "/settings/system/mail/"


@pytest.fixture
def reachable(administrator):
    administrator.email = "administrator@portal.example"
    administrator.save(update_fields=["email"])
    return administrator


def test_secrets_are_said_to_be_set_and_never_shown(client, administrator, settings):
    settings.SIGNING_CERTIFICATE, settings.SIGNING_PKCS12 = "/keys/own.pem", "/keys/own.p12"
    settings.SIGNING_PASSWORD = "only for tests"
    client.force_login(administrator)

    page = client.get(SYSTEM)

    facts = {str(fact.title): fact.is_set for fact in page.context["facts"]}
    assert facts["ใบรับรองและกุญแจสำหรับลงลายมือชื่อดิจิทัล"] is True
    assert [text for text in ("own.p12", "own.pem", "only for tests") if text in page.text] == []


def test_a_certificate_without_a_key_is_not_enough(settings):
    settings.SIGNING_CERTIFICATE, settings.SIGNING_PKCS12 = "/keys/own.pem", ""

    assert [fact.is_set for fact in queries.server_facts()][5] is False


def test_a_mail_of_a_test_goes_to_who_asks_and_is_recorded(client, reachable):
    client.force_login(reachable)

    client.post(TEST_MAIL)
    waiting = queries.last_test_mail()
    assert sending.send(mail_id=Mail.objects.get().pk)

    (sent,) = outbox.outbox
    assert (sent.to, "ทดสอบเครื่องแม่ข่ายอีเมล" in sent.subject) == ([reachable.email], True)
    assert (waiting.state, queries.last_test_mail().state) == ("waiting", "sent")
    (event,) = recording.events_of("configuration")
    assert (event.name, event.by) == ("mail-tested", reachable)


def test_a_mail_that_did_not_leave_in_time_is_said_to_have_failed(client, reachable, time_machine):
    client.force_login(reachable)
    client.post(TEST_MAIL)

    time_machine.move_to(timezone.now() + timedelta(minutes=16))

    assert queries.last_test_mail().state == "failed"


def test_who_has_no_address_is_told_to_add_one(client, administrator):
    administrator.email = ""
    administrator.save(update_fields=["email"])
    client.force_login(administrator)

    page = client.post(TEST_MAIL, follow=True).text

    assert "บัญชีของท่านยังไม่มีอีเมล" in page
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    ("settings_now", "groups"),
    [
        ({"contact_name": "", "contact_phone": "", "contact_mail": ""}, ["contact"]),
        ({"contact_mail": "demonstration@ecotown.invalid"}, ["contact"]),
        ({"signatory_name": ""}, ["signatories"]),
        ({"open_data_licence": ""}, ["open-data"]),
        ({}, []),
    ],
    ids=["no contact", "made-up contact", "no signatory", "no licence", "all said"],
)
def test_the_menu_says_what_the_department_has_not_said_yet(client, administrator, settings_now, groups):
    builders.set_setting(**{"signatory_name": "ก", "open_data_licence": "CC BY 4.0"} | settings_now)
    client.force_login(administrator)

    page = client.get(reverse("portal:settings"))

    assert [item.group for item in page.context["missing"]] == groups
