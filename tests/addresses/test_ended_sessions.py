"""Requests of a published assessment whose session ended or is another user's: each leads back to a page."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from ecotown.accounts.pages import shows_page
from tests.addresses.table import TABLE, url_of
from tests.builders import PASSWORD

OPEN_TO_ALL = {
    # A step of signing in itself: without a password before it, it leads to the beginning.
    "accounts:second-factor-code",
    "accounts:sign-out",
    "assessments:withdraw-consent",
    "awards:verify-with-trailing-text",
    "indicators:ask-for-handbook",
    "indicators:download-handbook",
    "portal:favicon",
    "set_language",
}
# Every address and method that asks for a signed-in person.
PRIVATE = sorted(row for row, answers in TABLE.items() if answers[0] == 302 and row[0] not in OPEN_TO_ALL)
POSTED = sorted(name for name, method in TABLE if method == "post")
PAGE = "/assessments/audits/?stage=internal"
SIGN_IN = f"/sign-in/?next={PAGE.replace('?', '%3F').replace('=', '%3D')}"


def next_of(address):
    return parse_qs(urlsplit(address).query)["next"][0]


def ask(client, name, method, published, **headers):
    return getattr(client, method)(url_of(name, published), headers=headers)


@pytest.mark.parametrize("has_cookies", [True, False], ids=["token still there", "all cookies gone"])
def test_a_signed_out_script_request_leads_to_sign_in_and_back_to_the_page(published, has_cookies):
    client = Client(enforce_csrf_checks=not has_cookies)
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{PAGE}"}

    answers = {row: ask(client, *row, published, **headers) for row in PRIVATE}

    assert {
        row: (response.status_code, response.headers.get("HX-Redirect")) for row, response in answers.items()
    } == dict.fromkeys(PRIVATE, (200, SIGN_IN))


@pytest.mark.parametrize("has_cookies", [True, False], ids=["token still there", "all cookies gone"])
def test_a_signed_out_form_leads_to_sign_in_and_back_to_its_page(published, has_cookies):
    client = Client(enforce_csrf_checks=not has_cookies)
    names = [name for name, method in PRIVATE if method == "post"]

    answers = {
        name: ask(client, name, "post", published, Referer=f"http://testserver{PAGE}") for name in names
    }

    assert {
        name: (response.status_code, response.headers.get("Location")) for name, response in answers.items()
    } == dict.fromkeys(names, (302, SIGN_IN))


@pytest.mark.parametrize(
    "referer",
    [
        pytest.param(None, id="no page named"),
        pytest.param("https://evil.example/assessments/", id="a page of another host"),
        pytest.param("itself", id="a page that the form itself had answered with"),
    ],
)
def test_signing_in_never_leads_to_an_address_without_a_page(client, published, referer):
    names = [name for name, method in PRIVATE if method == "post"]
    led = {}

    for name in names:
        page = url_of(name, published) if referer == "itself" else referer
        headers = {"Referer": page if page != url_of(name, published) else f"http://testserver{page}"}
        answer = ask(client, name, "post", published, **(headers if page else {}))
        led[name] = next_of(answer.headers["Location"])

    assert {name: page for name, page in led.items() if not (page.startswith("/") and shows_page(page))} == {}


def test_addresses_that_show_a_page_are_those_that_answer_get(client, published, administrator, answers_to):
    client.force_login(administrator)
    names = {name for name, _method in TABLE}
    rows = answers_to("administrator").items()
    answers = {name: answer.status for (name, method), answer in rows if method == "get"}
    answers |= {name: client.get(url_of(name, published)).status_code for name in names - set(answers)}

    shown = {name: status != 405 for name, status in answers.items()}

    assert {name: shows_page(url_of(name, published)) for name in names} == shown


def token_of(client):
    """Return the CSRF token of a page opened now."""
    return client.get(reverse("notices:choices")).context["csrf_token"]


def test_a_form_of_another_users_page_is_refused(published, officer, other_officer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    form = {"csrfmiddlewaretoken": str(token_of(client))}
    own = client.post(reverse("notices:read-all"), form)
    sign_in = client.get(reverse("accounts:sign-in"))
    client.post(reverse("accounts:sign-out"), form)
    token = str(client.get(sign_in.headers["Location"], follow=True).context["csrf_token"])
    credentials = {"username": other_officer.username, "password": PASSWORD, "csrfmiddlewaretoken": token}
    signed_in = client.post(reverse("accounts:sign-in"), credentials)

    answers = {name: client.post(url_of(name, published), form).status_code for name in POSTED}

    assert (own.status_code, signed_in.status_code) == (302, 302)
    assert answers == dict.fromkeys(POSTED, 403)
