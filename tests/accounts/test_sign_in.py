"""Signing in: accepted and locked users, and the page that follows."""

import pytest
from django.urls import reverse

from tests.builders import PASSWORD


def sign_in(client, username, password, **extra):
    return client.post(reverse("accounts:sign-in"), {"username": username, "password": password, **extra})


def test_the_right_password_leads_to_my_work(client, officer):
    response = sign_in(client, officer.username, PASSWORD)

    assert (response.status_code, response.headers["Location"]) == (302, reverse("assessments:list"))


def test_the_page_that_was_asked_for_comes_after_signing_in(client, officer, draft):
    sign_in_url = client.get(draft.get_absolute_url()).headers["Location"]

    response = client.post(
        sign_in_url, {"username": officer.username, "password": PASSWORD, "next": draft.get_absolute_url()}
    )

    assert response.headers["Location"] == draft.get_absolute_url()


def test_signing_in_never_leads_to_a_foreign_site(client, officer):
    response = sign_in(client, officer.username, PASSWORD, next="https://evil.example/")

    assert response.headers["Location"] == reverse("assessments:list")


@pytest.mark.parametrize("username", ["known", "unknown"])
def test_a_wrong_password_does_not_tell_whether_the_account_exists(client, officer, username):
    name = officer.username if username == "known" else "nobody"

    response = sign_in(client, name, "wrong password")

    assert response.status_code == 200
    assert [str(error) for error in response.context["form"].non_field_errors()] == [
        response.context["form"].get_invalid_login_error().messages[0]
    ]


def test_five_wrong_passwords_lock_the_account_even_for_the_right_one(client, officer, other_officer):
    for _ in range(5):
        sign_in(client, officer.username, "wrong password")

    locked = sign_in(client, officer.username, PASSWORD)
    other_response = sign_in(client, other_officer.username, PASSWORD)

    assert (locked.status_code, other_response.status_code) == (429, 302)


def test_a_deactivated_account_does_not_get_in(client, officer):
    type(officer).objects.filter(pk=officer.pk).update(is_active=False)

    assert sign_in(client, officer.username, PASSWORD).status_code == 200


def test_signing_out_needs_a_form_and_ends_the_session(client, officer):
    client.force_login(officer)

    client.post(reverse("accounts:sign-out"))

    assert client.get(reverse("assessments:list")).status_code == 302
