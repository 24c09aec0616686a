"""Who may open and do what: every address × role × own or other province, without exception."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.addresses.address import ROLES
from tests.addresses.table import ACTIONS_ONLY, TABLE, url_of


def addresses(patterns=None, namespace=""):
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from addresses(pattern.url_patterns, namespace + inner)
        elif isinstance(pattern, URLPattern):
            yield namespace + pattern.name


def test_every_address_stands_in_the_table():
    assert {name for name, _method in TABLE} == set(addresses())


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_each_role_as_the_table_says(answers_to, role):
    answers = answers_to(role)

    assert {row: answer.status for row, answer in answers.items()} == {
        row: expected[ROLES.index(role)] for row, expected in TABLE.items()
    }


def test_what_changes_something_is_not_reached_by_a_link(client, published, administrator):
    client.force_login(administrator)

    answers = {name: client.get(url_of(name, published)).status_code for name in sorted(ACTIONS_ONLY)}

    assert answers == dict.fromkeys(answers, 405)


INSIDE = {name for name, _ in TABLE if name.startswith(("assessments", "awards", "past_years"))}
INSIDE -= {
    f"awards:{name}" for name in ("verify", "enter-code", "check-file", "credential", "credential-jwt")
}
INSIDE -= {"awards:verify-with-trailing-text", "awards:did-document", "assessments:ask"}
INSIDE -= {f"assessments:{name}" for name in ("find-question", "question-status", "withdraw-consent")}


def test_an_inactive_account_opens_nothing(client, published, officer):
    client.force_login(officer)
    type(officer).objects.filter(pk=officer.pk).update(is_active=False)

    answers = {name: client.get(url_of(name, published)) for name in sorted(INSIDE)}

    places = {
        name: (answer.status_code, answer.headers.get("Location", "").split("?")[0])
        for name, answer in answers.items()
    }
    assert {
        name: place for name, place in places.items() if place not in {(302, "/sign-in/"), (405, "")}
    } == {}
