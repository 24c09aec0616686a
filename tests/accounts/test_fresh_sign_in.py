"""Dangerous steps: who signed in a while ago is asked once more, and what was typed is kept."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver, reverse

from assessments.workflow.domain import Status
from ecotown.accounts.domain import FRESH
from ecotown.accounts.models import WrongTries
from tests import second_factors
from tests.accounts.test_sign_in import give_code, sign_in
from tests.addresses.table import TABLE
from tests.builders import PASSWORD

NOON = datetime(2026, 11, 30, 5, tzinfo=UTC)
AGAIN = reverse("accounts:sign-in-again")
# Each view that asks before it changes something: docs/architecture.md, "Signing in". Saving settings asks,
# too (tests/configuration/test_views.py), but not their view, which also shows a preview.
DANGEROUS = {
    *("assessments:publish", "assessments:publish-all", "assessments:close-meeting"),
    *("assessments:approve-correction", "awards:award", "awards:publish-design"),
    *("indicators:publish-edition", "indicators:discard-edition"),
    *("accounts:add-app", "accounts:add-passkey", "accounts:remove-app", "accounts:remove-passkey"),
    *("accounts:make-recovery-codes", "accounts:lift-lock"),
    *("profile:link-identity", "profile:unlink-identity"),
    *("people:invite", "people:import", "people:confirm-import", "people:change", "people:hand-over"),
    *("people:close", "people:reopen", "people:ask-administrator", "people:ask-factor-reset"),
    *("people:confirm-request", "people:refuse-request"),
    *("people:give-invitation", "people:give-password-code", "people:withdraw-code"),
    *("areas:rename", "areas:withdraw-name", "areas:end", "areas:resume", "areas:confirm-import"),
    *("assessments:open-cycle", "assessments:move-dates", "assessments:add-areas-to-cycle"),
    *("assessments:close-cycle", "assessments:reopen-cycle"),
    *("past_years:release", "past_years:remove"),
    *("personal_data:ask-copy", "personal_data:ask-erasure", "personal_data:confirm-erasure"),
    *("portal:keep-holidays", "portal:remove-holiday"),
}


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def granted(at):
    return at(Status.GRANTED)


@pytest.fixture
def later(client, administrator, granted, clock):
    """Return a client whose administrator signed in, with the code, longer ago than is fresh."""
    sign_in(client, administrator.username)
    give_code(client, second_factors.code_of(administrator))
    clock.shift(FRESH + timedelta(seconds=1))
    return client


def publish_address(assessment):
    return reverse("assessments:publish", args=[assessment.pk])


def status_of(assessment):
    assessment.refresh_from_db()
    return assessment.status


def test_a_moment_after_signing_in_nothing_is_asked(client, administrator, granted, clock):
    sign_in(client, administrator.username)
    give_code(client, second_factors.code_of(administrator))

    client.post(publish_address(granted))

    assert status_of(granted) == Status.PUBLISHED


def test_later_the_step_waits_for_a_proof(later, granted):
    response = later.post(publish_address(granted), {"note": "ข้อความที่พิมพ์", "assessment": ["1", "2"]})

    assert (response.status_code, status_of(granted)) == (403, Status.GRANTED)
    assert response.context["fields"] == [
        ("note", "ข้อความที่พิมพ์"),
        ("assessment", "1"),
        ("assessment", "2"),
    ]
    assert 'name="note" value="ข้อความที่พิมพ์"' in response.content.decode()


def test_with_the_password_the_same_step_is_taken_with_what_was_typed(later, granted):
    response = later.post(publish_address(granted), {"note": "x", "fresh-password": PASSWORD})

    assert (response.status_code, status_of(granted)) == (302, Status.PUBLISHED)


def test_the_code_of_the_app_is_a_proof_as_well(later, granted, administrator):
    later.post(publish_address(granted), {"fresh-code": second_factors.code_of(administrator)})

    assert status_of(granted) == Status.PUBLISHED


@pytest.mark.parametrize(
    "proof", [{"fresh-password": "wrong"}, {"fresh-code": "000000"}, {"fresh-password": ""}]
)
def test_a_wrong_proof_takes_no_step_and_keeps_what_was_typed(later, granted, proof):
    response = later.post(publish_address(granted), {"note": "x", **proof})

    assert (response.status_code, status_of(granted)) == (403, Status.GRANTED)
    assert response.context["fields"] == [("note", "x")]
    assert response.context["form"].errors


def test_a_stolen_session_guesses_no_password(later, granted):
    answers = [
        later.post(publish_address(granted), {"fresh-password": f"wrong {number}"}).status_code
        for number in range(6)
    ]

    assert answers == [403] * 5 + [429]
    assert set(WrongTries.objects.values_list("counted", flat=True)) == {"device"}


def test_a_stolen_session_guesses_no_code_from_many_networks(later, granted):
    del later.cookies["device"]

    answers = [
        later.post(
            publish_address(granted), {"fresh-code": "000000"}, REMOTE_ADDR=f"203.0.113.{number}"
        ).status_code
        for number in range(6)
    ]

    assert answers == [403] * 5 + [429]


def test_one_proof_serves_for_a_while(later, granted, clock):
    later.post(AGAIN, {"fresh-password": PASSWORD})
    clock.shift(FRESH - timedelta(seconds=1))

    later.post(publish_address(granted))

    assert status_of(granted) == Status.PUBLISHED


def test_a_script_gets_a_sentence_and_htmx_the_page(later, granted):
    fetched = later.post(publish_address(granted), headers={"Sec-Fetch-Dest": "empty"})
    page = f"http://testserver{granted.get_absolute_url()}"
    swapped = later.post(publish_address(granted), headers={"HX-Request": "true", "HX-Current-URL": page})

    assert (fetched.status_code, fetched.headers["Content-Type"]) == (403, "text/plain; charset=utf-8")
    assert swapped.headers["HX-Redirect"] == f"{AGAIN}?next=%2Fassessments%2F{granted.pk}%2F"
    assert status_of(granted) == Status.GRANTED


def test_files_and_passwords_are_never_put_into_a_page(later, granted):
    page = f"http://testserver{granted.get_absolute_url()}"
    file = SimpleUploadedFile("report.pdf", b"x")

    answers = [
        later.post(publish_address(granted), {"file": file}, headers={"Referer": page}),
        later.post(publish_address(granted), {"new-password": "secret"}, headers={"Referer": page}),
    ]

    assert [answer.headers["Location"] for answer in answers] == [
        f"{AGAIN}?next=%2Fassessments%2F{granted.pk}%2F"
    ] * 2


def test_the_page_on_its_own_leads_back(later, granted):
    response = later.post(AGAIN, {"fresh-password": PASSWORD, "next": granted.get_absolute_url()})

    assert (response.status_code, response.headers["Location"]) == (302, granted.get_absolute_url())


def test_it_leads_to_no_foreign_site(later):
    response = later.post(AGAIN, {"fresh-password": PASSWORD, "next": "https://evil.example/"})

    assert response.headers["Location"] == reverse("assessments:list")


def test_each_dangerous_view_asks():
    changing = {name for name, method in TABLE if method == "post"}

    assert {name for name, view in views() if asks(view)} & changing == DANGEROUS


def test_settings_are_changed_after_a_proof(later):
    page = reverse("configuration:contact")

    asked = later.post(page, {"contact_name": "Somebody"})
    shown = later.post(page, {"contact_name": "Somebody", "preview": "1"})

    assert (asked.status_code, asked.context["fields"]) == (403, [("contact_name", "Somebody")])
    assert shown.status_code == 200


def asks(view):
    while view:
        if view.__code__.co_qualname == "fresh_sign_in.<locals>.checked":
            return True
        view = getattr(view, "__wrapped__", None)
    return False


def views(patterns=None, namespace=""):
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from views(pattern.url_patterns, namespace + inner)
        else:
            yield f"{namespace}{pattern.name}", pattern.callback
