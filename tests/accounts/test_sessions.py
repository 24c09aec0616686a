"""Requests whose session ended or is another user's: every URL says so and leads back to a page."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments.entry import queries
from assessments.warnings.queries import warnings
from ecotown.accounts import sessions
from tests import builders
from tests.builders import PASSWORD


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
