"""The cookies that the portal sets are those that its page of privacy names."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import Client
from django.urls import reverse

from ecotown.accounts.devices import COOKIE
from ecotown.portal.words import COOKIES
from tests.builders import PASSWORD

NAMED = [cookie.name for cookie in COOKIES]


def test_each_cookie_that_a_visit_sets_is_named(officer):
    client = Client()
    client.get(reverse("accounts:sign-in"))
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    client.post(reverse("accounts:sign-in"), {"username": officer.username, "password": PASSWORD})
    client.post(reverse("notices:read-all"))

    known = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, COOKIE}

    assert set(client.cookies) >= known
    assert set(client.cookies) - set(NAMED) == set()
    assert set(NAMED) == known | {CookieStorage.cookie_name}


def test_the_page_of_privacy_names_each_cookie_once(client, db):
    page = client.get(reverse("portal:privacy")).text

    assert [page.count(f"<code>{name}</code>") for name in NAMED] == [1] * len(NAMED)


def test_no_cookie_lasts_longer_than_it_is_said(officer):
    client = Client()
    client.post(reverse("accounts:sign-in"), {"username": officer.username, "password": PASSWORD})

    ages = {name: int(client.cookies[name]["max-age"]) for name in ("sessionid", "csrftoken", "device")}

    year = 365 * 24 * 60 * 60
    assert ages["sessionid"] <= 12 * 60 * 60
    assert max(ages["csrftoken"], ages["device"]) <= year
