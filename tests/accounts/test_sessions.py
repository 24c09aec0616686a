"""Requests whose session ended or is another user's: every URL says so and leads back to a page."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from assessments.entry import queries
from assessments.warnings.queries import warnings
from ecotown.accounts import sessions
from ecotown.accounts.pages import shows_page
from tests import builders
from tests.builders import PASSWORD
from tests.rights import published as rights_published
from tests.rights.table import TABLE, url_of

published, users = rights_published.published, rights_published.users

OPEN_TO_ALL = {
    "accounts:sign-out",
    "awards:verify-with-trailing-text",
    "indicators:current-criteria",
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


def test_addresses_that_show_a_page_are_those_that_answer_get(client, published, administrator):
    client.force_login(administrator)
    names = sorted({name for name, _method in TABLE})

    answers = {}
    for name in names:
        response = client.get(url_of(name, published))
        b"".join(response)  # read to its end, a file is closed
        answers[name] = response.status_code != 405

    assert {name: shows_page(url_of(name, published)) for name in names} == answers


def test_signing_in_leads_back_to_the_page_of_the_form_and_shows_it(client, draft, officer):
    page = reverse("assessments:aspect", args=[draft.pk, "EN9"])
    entry = reverse("assessments:entry", args=[draft.pk, "EN9.1"])
    sign_in_url = client.post(entry, headers={"Referer": f"http://testserver{page}"}).headers["Location"]
    field = {"next": client.get(sign_in_url).context["next"]}

    response = client.post(
        sign_in_url, {"username": officer.username, "password": PASSWORD, **field}, follow=True
    )

    assert response.redirect_chain == [(page, 302)]
    assert response.status_code == 200


@pytest.mark.parametrize(
    "address", ["/sign-out/", "/sign-in/", "/sign-in/?next=/sign-in/", "https://evil.example/"]
)
def test_a_signed_in_user_goes_to_their_work_where_no_page_was_asked_for(client, officer, address):
    client.force_login(officer)

    response = client.get(reverse("accounts:sign-in"), {"next": address})

    assert (response.status_code, response.headers["Location"]) == (302, reverse("assessments:list"))


def token_of(client):
    """Return the CSRF token of a page opened now."""
    return client.get(reverse("notices:choices")).context["csrf_token"]


def test_a_form_of_another_users_page_is_refused(published, officer, administrator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    form = {"csrfmiddlewaretoken": str(token_of(client))}
    own = client.post(reverse("notices:read-all"), form)
    sign_in = client.get(reverse("accounts:sign-in"))
    client.post(reverse("accounts:sign-out"), form)
    token = str(client.get(sign_in.headers["Location"], follow=True).context["csrf_token"])
    credentials = {"username": administrator.username, "password": PASSWORD, "csrfmiddlewaretoken": token}
    signed_in = client.post(reverse("accounts:sign-in"), credentials)

    answers = {name: client.post(url_of(name, published), form).status_code for name in POSTED}

    assert (own.status_code, signed_in.status_code) == (302, 302)
    assert answers == dict.fromkeys(POSTED, 403)


def test_no_script_of_a_page_acts_after_somebody_else_signed_in(client, draft, officer, province):
    colleague = builders.officer_of(province)
    client.force_login(colleague)
    entry = reverse("assessments:entry", args=[draft.pk, "EN9.1"])
    note = reverse("assessments:entry-note", args=[draft.pk, "EN9.1"])
    headers = {"HX-Request": "true", "X-Person": str(officer.pk)}

    answers = [
        client.post(entry, {"EN9.1-value": "3", "EN9.1-before": "{}"}, headers=headers),
        client.post(note, {"EN9.1-note": "ดูรายงาน", "EN9.1-before": "0"}, headers=headers),
    ]

    assert [(response.status_code, response.headers.get("HX-Refresh")) for response in answers] == [
        (200, "true")
    ] * 2
    assert (queries.entered_values(draft), warnings.notes_of(draft)) == ({}, {})


def test_every_private_page_names_its_user(client, draft, officer):
    client.force_login(officer)

    page = client.get(draft.get_absolute_url()).content.decode()

    assert f'<body data-person="{officer.pk}">' in page


@pytest.mark.django_db
def test_a_public_page_names_no_user(client):
    assert "<body>" in client.get(reverse("portal:home")).content.decode()


def test_a_form_that_was_open_too_long_leads_back_to_its_page(draft, officer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    page = reverse("assessments:submit", args=[draft.pk])

    response = client.post(page, headers={"Referer": f"http://testserver{page}"})

    assert response.status_code == 403
    assert f'href="{page}"' in response.content.decode()


def test_a_script_with_the_token_of_another_session_reloads_its_page(draft, officer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    headers = {"HX-Request": "true", "X-Person": str(officer.pk)}

    response = client.post(reverse("assessments:entry", args=[draft.pk, "EN9.1"]), headers=headers)

    assert (response.status_code, response.headers["HX-Refresh"]) == (200, "true")


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Dest": "empty", "Accept": "*/*"}, {"Accept": "application/json"}],
    ids=["fetch", "a program"],
)
def test_a_program_without_a_token_gets_a_sentence(draft, officer, headers):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)

    response = client.post(reverse("assessments:evidence", args=[draft.pk]), headers=headers)

    assert (response.status_code, response.text) == (403, ": ".join(map(str, sessions.STALE_FORM)))


def test_signing_out_again_shows_the_first_page():
    response = Client(enforce_csrf_checks=True).post(reverse("accounts:sign-out"))

    assert (response.status_code, response.headers["Location"]) == (302, reverse("portal:home"))


@pytest.mark.parametrize("is_script", [False, True], ids=["a page", "a script of the page"])
@pytest.mark.django_db
def test_a_search_too_long_to_come_back_to_leads_back_to_its_page(client, is_script):
    page = f"/assessments/?q={'%E0%B8%81' * 400}"
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"} if is_script else {}

    answer = client.get(page, headers=headers)

    assert answer.headers["HX-Redirect" if is_script else "Location"] == "/sign-in/?next=/assessments/"
