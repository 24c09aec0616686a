"""Accepting an invitation with an identity of a provider (OpenID Connect) that the test starts."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from ecotown.common.mails import sending
from ecotown.common.mails.models import Mail
from ecotown.people.actions import codes, requests
from ecotown.people.domain import PeopleError
from ecotown.people.models import OneTimeCode
from ecotown.profile.domain import ProfileError
from tests.identity_providers import pass_provider

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.usefixtures("identity_provider"),
]
SIGN_IN, ENTER_CODE = reverse("accounts:sign-in"), reverse("people:enter-code")


@pytest.fixture
def code(invite):
    return invite().one_time_codes.get()


def link_url(code):
    return reverse("people:link-by-code", args=[code.code])


def use_url(code):
    return reverse("people:use-code", args=[code.code])


def test_an_invited_person_links_an_identity_in_place_of_a_password_and_signs_in(client, code, events):
    shown = client.get(use_url(code)).content.decode()
    linked = pass_provider(client, link_url(code), "1-2345")
    said = client.get(SIGN_IN).content.decode()
    pass_provider(client, reverse("profile:sign-in-by-identity"), "1-2345")

    assert "ใช้ ThaiID แทนการตั้งรหัสผ่าน" in shown
    assert (linked.status_code, linked.headers["Location"]) == (302, SIGN_IN)
    assert "โปรดเข้าสู่ระบบด้วยบัญชียืนยันตัวตน" in said
    assert client.get(reverse("profile:own-page")).context["user"] == code.person
    assert not code.person.has_usable_password()
    assert events(code.person)[-2:] == [
        ("identity-linked", code.person, {"provider": "oidc"}),
        ("invitation-accepted", code.person, {}),
    ]
    assert client.get(use_url(code)).status_code == 410


def test_an_identity_of_somebody_else_does_not_accept_an_invitation(client, code, officer):
    SocialAccount.objects.create(user=officer, provider="oidc", uid="1-2345")

    response = pass_provider(client, link_url(code), "1-2345")

    assert response.headers["Location"] == use_url(code)
    assert "ของผู้อื่น" in client.get(use_url(code)).content.decode()
    assert SocialAccount.objects.get().user == officer
    assert OneTimeCode.objects.get(pk=code.pk).used_at is None


@pytest.mark.parametrize("end", ["withdrawn", "closed"])
def test_a_code_that_ended_meanwhile_links_nothing(client, code, administrator, end):
    def end_code():
        if end == "withdrawn":
            codes.withdraw_code(code=code, by=administrator)
        else:
            type(code.person).objects.filter(pk=code.person_id).update(is_active=False)

    response = pass_provider(client, link_url(code), "1-2345", meanwhile=end_code)

    assert response.headers["Location"] == ENTER_CODE
    assert not SocialAccount.objects.exists()


def test_who_breaks_off_at_the_provider_comes_back_to_the_invitation(client, code):
    response = pass_provider(client, link_url(code), None)

    assert response.headers["Location"] == use_url(code)
    assert "ยกเลิกการเข้าสู่ระบบ" in client.get(use_url(code)).content.decode()
    assert not SocialAccount.objects.exists()


def test_another_browser_cannot_take_the_answer_of_the_provider(client, code):
    response = pass_provider(client, link_url(code), "1-2345", back_in=Client())

    assert response.headers["Location"] == SIGN_IN
    assert not SocialAccount.objects.exists()


def test_a_code_for_a_new_password_and_a_wrong_one_link_nothing(client, officer, administrator):
    password_code = codes.give_password_code(person=officer, by=administrator)

    assert client.post(link_url(password_code)).status_code == 404
    assert client.post(reverse("people:link-by-code", args=["AAAA-AAAA-AAAA"])).status_code == 404
    assert "ThaiID" not in client.get(use_url(password_code)).content.decode()
    with pytest.raises(PeopleError, match="code-closed"):
        codes.accept_with_identity(code=password_code, provider="oidc", uid="1-2345")


def test_without_a_provider_an_invitation_has_no_such_way(client, code, settings):
    settings.OIDC_SERVER_URL = ""

    assert client.post(link_url(code)).status_code == 404
    assert link_url(code) not in client.get(use_url(code)).content.decode()


def test_the_mail_of_an_invitation_confirms_the_address(invite):
    person = invite(email="somsri@industry.example")
    assert sending.send(mail_id=Mail.objects.get(user=person).pk)

    codes.accept_with_identity(code=person.one_time_codes.get(), provider="oidc", uid="1-2345")

    person.refresh_from_db()
    assert person.email_confirmed_at is not None


def test_who_accepted_with_an_identity_is_not_invited_again_and_can_get_a_password(
    client, code, administrator, second
):
    person = codes.accept_with_identity(code=code, provider="oidc", uid="1-2345")
    client.force_login(administrator)

    with pytest.raises(PeopleError, match="accepted-already"):
        codes.give_invitation(person=person, by_mail=False, by=administrator)
    assert "ลืมรหัสผ่าน" in client.get(reverse("people:person", args=[person.pk])).content.decode()
    request = requests.ask_for_administrator(person=person, reason="ย้ายเข้ากรม", by=administrator)
    requests.confirm_request(asked=request, by=second)
    assert not person.one_time_codes.usable().exists()
    assert codes.give_password_code(person=person, by=administrator).purpose == "password"


def test_a_failed_link_leaves_the_invitation_open(code, officer):
    SocialAccount.objects.create(user=officer, provider="oidc", uid="1-2345")

    with pytest.raises(ProfileError, match="identity-of-another"):
        codes.accept_with_identity(code=code, provider="oidc", uid="1-2345")

    assert codes.use_code(code=code, password="วันนี้ฝนตกหนักมาก-99").check_password("วันนี้ฝนตกหนักมาก-99")
