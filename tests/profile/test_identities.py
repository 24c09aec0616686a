"""Signing in by a provider of identities (OpenID Connect), a small one that the test starts."""

import re
from urllib.parse import urlsplit

import oidc_provider_mock
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from ecotown.accounts.models import User
from ecotown.common.history import recording

# The provider itself uses what its packages will remove one day; here a warning would end its answer.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
OWN_PAGE = reverse("profile:own-page")


@pytest.fixture(scope="module")
def provider():
    """Run the provider on a free port; yield its address."""
    with oidc_provider_mock.run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(autouse=True)
def settings_of_provider(provider, settings):
    settings.OIDC_SERVER_URL, settings.OIDC_NAME = provider, "ThaiID"
    (app,) = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    app = {
        **app,
        "name": "ThaiID",
        "client_id": "portal",
        "secret": "only-for-tests",
        "settings": {"server_url": provider, "fetch_userinfo": False},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {**settings.SOCIALACCOUNT_PROVIDERS["openid_connect"], "APPS": [app]}
    }


def pass_provider(client, begin, identity):
    """Press the button at `begin`, sign in at the provider as `identity`, come back; return the answer."""
    response = client.post(begin)
    assert response.status_code == 302, response
    at_provider = requests.post(
        response.headers["Location"], {"sub": identity}, allow_redirects=False, timeout=10
    )
    back = urlsplit(at_provider.headers["Location"])
    return client.get(f"{back.path}?{back.query}")


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
