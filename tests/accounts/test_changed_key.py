"""A changed key of the installation: what the former one signed and encrypted holds while it is kept."""

import pytest
from django.test import Client
from django.urls import reverse

from ecotown.configuration import queries
from ecotown.people.actions import codes
from ecotown.people.models.codes import OneTimeCode
from tests import builders

PAGE = reverse("profile:own-page")
NEW_KEY = "another key of this installation, which is long enough"


@pytest.fixture(params=[True, False], ids=["the former key is kept", "the former key is gone"])
def change_key(request, settings):
    """Return a function that changes the key, and returns whether the former one is kept."""

    def change_key():
        former = [settings.SECRET_KEY] if request.param else []
        settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = former, NEW_KEY
        return request.param

    return change_key


def test_who_is_signed_in_stays_signed_in(officer, change_key):
    client = Client()
    client.post(reverse("accounts:sign-in"), {"username": officer.username, "password": builders.PASSWORD})

    is_kept = change_key()

    assert [client.get(PAGE).status_code for _time in range(2)] == [200 if is_kept else 302] * 2


def test_an_invitation_that_is_out_still_opens_its_page(administrator, officer, change_key):
    row = codes.give_password_code(person=officer, by=administrator)
    given = row.code

    is_kept = change_key()

    again = OneTimeCode.objects.get(pk=row.pk).code
    assert (codes.usable_code(row.plain_code) == row, again == given) == (is_kept, is_kept)


def test_a_code_that_is_given_later_has_the_new_key(administrator, officer, settings, change_key):
    change_key()
    row = codes.give_password_code(person=officer, by=administrator)

    settings.SECRET_KEY_FALLBACKS = []

    assert codes.usable_code(row.plain_code) == row


def test_the_page_of_the_system_says_whether_a_former_key_is_kept(client, administrator, change_key):
    former = queries.settings.SECRET_KEY
    is_kept = change_key()
    client.force_login(administrator)

    page = client.get("/settings/system/")

    facts = {str(fact.title): fact.is_set for fact in page.context["facts"]}
    assert facts["กุญแจเดิมของระบบ (SECRET_KEY_FALLBACKS)"] is is_kept
    assert [key for key in (former, NEW_KEY) if key in page.text] == []
