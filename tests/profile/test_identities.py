"""Signing in by a provider of identities (OpenID Connect), a small one that the test starts."""

import os
import re
import subprocess
import sys
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecotown.accounts.models import Role, User
from ecotown.common.history import recording
from ecotown.common.mails import sending
from ecotown.profile.actions import identities
from ecotown.profile.domain import ProfileError
from tests import builders
from tests.identity_providers import pass_provider

# The provider itself uses what its packages will remove one day; here a warning would end its answer.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.usefixtures("identity_provider"),
]
OWN_PAGE = reverse("profile:own-page")


def test_a_linked_identity_signs_its_person_in(client, officer):
    client.force_login(officer)
    linked = pass_provider(client, reverse("profile:link-identity"), "1-2345")
    visitor = Client()

    response = pass_provider(visitor, reverse("profile:sign-in-by-identity"), "1-2345")

    assert (linked.status_code, linked.headers["Location"]) == (302, OWN_PAGE)
    assert (response.status_code, response.headers["Location"]) == (302, reverse("assessments:list"))
    assert visitor.get(OWN_PAGE).context["user"] == officer
    assert [(row.name, row.data) for row in recording.events_of(f"user:{officer.pk}")][-1:] == [
        ("identity-linked", {"provider": "oidc"})
    ]
    assert list(SocialAccount.objects.values_list("uid", "extra_data")) == [("1-2345", {})]


@pytest.mark.parametrize("is_closed", [False, True], ids=["nobody linked it", "the account is closed"])
def test_another_identity_opens_nothing_and_makes_no_account(client, officer, is_closed):
    if is_closed:
        SocialAccount.objects.create(user=officer, provider="oidc", uid="9-9999")
        User.objects.filter(pk=officer.pk).update(is_active=False)
    count = User.objects.count()

    response = pass_provider(client, reverse("profile:sign-in-by-identity"), "9-9999")

    assert (response.status_code, response.headers["Location"]) == (302, reverse("accounts:sign-in"))
    assert (client.get(OWN_PAGE).status_code, User.objects.count()) == (302, count)


def test_an_identity_belongs_to_one_person(client, officer, other_officer):
    SocialAccount.objects.create(user=other_officer, provider="oidc", uid="1-2345")
    client.force_login(officer)

    pass_provider(client, reverse("profile:link-identity"), "1-2345")

    assert SocialAccount.objects.get().user == other_officer
    assert "ของผู้อื่น" in client.get(OWN_PAGE).content.decode()


def test_an_identity_is_unlinked(client, officer):
    SocialAccount.objects.create(user=officer, provider="oidc", uid="1-2345")
    client.force_login(officer)

    client.post(reverse("profile:unlink-identity"))

    assert not SocialAccount.objects.exists()
    assert [row.name for row in recording.events_of(f"user:{officer.pk}")][-1] == "identity-unlinked"


def test_a_person_is_told_by_mail_whether_an_identity_signs_in(client, officer):
    User.objects.filter(pk=officer.pk).update(email="officer@portal.example")
    client.force_login(officer)
    pass_provider(client, reverse("profile:link-identity"), "1-2345")
    client.post(reverse("profile:unlink-identity"))

    for row in officer.mails.order_by("pk"):
        assert sending.send(mail_id=row.pk)

    assert [(message.to, message.subject.partition("] ")[2]) for message in mail.outbox] == [
        (["officer@portal.example"], "มีการเชื่อมโยงบัญชียืนยันตัวตนกับบัญชีของท่าน"),
        (["officer@portal.example"], "มีการยกเลิกการเชื่อมโยงบัญชียืนยันตัวตนกับบัญชีของท่าน"),
    ]
    assert [officer.username in message.body for message in mail.outbox] == [True, True]


def test_a_made_up_answer_of_the_provider_opens_nothing(client, db):
    response = client.get(reverse("openid_connect_callback", args=["oidc"]), {"code": "x", "state": "y"})

    assert (response.status_code, response.headers["Location"]) == (302, reverse("accounts:sign-in"))


def test_a_provider_that_does_not_answer_is_said(client, db, settings):
    (app,) = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    app["settings"]["server_url"] = "http://localhost:9"

    response = client.post(reverse("profile:sign-in-by-identity"), follow=True)

    assert "ผู้ให้บริการยืนยันตัวตนไม่ตอบ" in re.sub(r"\s+", " ", response.content.decode())


def test_the_page_of_signing_in_offers_the_provider(client, db):
    assert "เข้าสู่ระบบด้วย ThaiID" in client.get(reverse("accounts:sign-in")).content.decode()


def test_the_second_factor_is_asked_for_after_an_identity_as_after_a_password(client, assessor):
    SocialAccount.objects.create(user=assessor, provider="oidc", uid="1-2345")

    response = pass_provider(client, reverse("profile:sign-in-by-identity"), "1-2345")

    assert response.headers["Location"] == reverse("accounts:second-factor-code")
    assert client.get(OWN_PAGE).status_code == 302


def test_a_department_without_a_second_factor_sets_one_up_first(client, db):
    assessor = builders.UserBuilder(role=Role.ASSESSOR)
    Authenticator.objects.filter(user=assessor).delete()
    SocialAccount.objects.create(user=assessor, provider="oidc", uid="1-2345")

    pass_provider(client, reverse("profile:sign-in-by-identity"), "1-2345")

    assert client.get(OWN_PAGE).headers["Location"].startswith(reverse("accounts:second-factor"))


@pytest.fixture
def without_password(officer):
    """Return an officer whom an identity alone signs in."""
    officer.set_unusable_password()
    officer.save(update_fields=["password"])
    SocialAccount.objects.create(user=officer, provider="oidc", uid="1-2345")
    return officer


def test_who_has_no_password_keeps_the_identity(client, without_password):
    client.force_login(without_password)

    client.post(reverse("profile:unlink-identity"))

    assert SocialAccount.objects.exists()
    assert "โปรดตั้งรหัสผ่านก่อนยกเลิก" in client.get(OWN_PAGE).content.decode()
    with pytest.raises(ProfileError, match="no-other-way-in"):
        identities.unlink_identity(by=without_password)


@pytest.mark.parametrize(
    ("email", "place"), [("", "own-page"), ("somsri@industry.example", "forgotten-password")]
)
@pytest.mark.parametrize("form", ["password", "mail"])
def test_who_has_no_password_is_told_how_to_get_one(client, without_password, form, email, place):
    User.objects.filter(pk=without_password.pk).update(email=email)
    client.force_login(without_password)

    response = client.get(reverse(f"profile:{form}"))

    assert response.headers["Location"] == reverse(f"profile:{place}")
    assert "ท่านยังไม่มีรหัสผ่าน" in client.get(OWN_PAGE).content.decode()


def test_who_has_no_password_shows_to_be_there_by_the_identity(client, without_password, time_machine):
    pass_provider(client, reverse("profile:sign-in-by-identity"), "1-2345")
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    asked = client.post(reverse("profile:unlink-identity"))

    pass_provider(client, reverse("profile:sign-in-by-identity"), "1-2345")

    assert (asked.status_code, "เข้าสู่ระบบด้วย ThaiID" in asked.content.decode()) == (403, True)
    assert client.post(reverse("profile:unlink-identity")).status_code == 302


@pytest.mark.parametrize(
    ("address", "places"),
    [
        pytest.param("", "'self'", id="none is set"),
        pytest.param("https://id.example/realms/state", "'self' https://id.example", id="one is set"),
    ],
)
def test_forms_lead_to_the_provider_only_where_one_is_set(address, places):
    program = (
        "from ecotown.settings import CONTENT_SECURITY_POLICY as policy; "
        "print(*policy['DIRECTIVES']['form-action'])"
    )
    environment = {**os.environ, "OIDC_SERVER_URL": address}
    command = [sys.executable, "-c", program]
    found = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    assert found.strip() == places
