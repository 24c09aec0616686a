"""Whatever is sent: no address answers with a fault of ours, and what cannot be read is answered in Thai."""

import pytest
from django.db import transaction

from tests.addresses.address import ROLES
from tests.addresses.flood import FLOOD, Flood
from tests.addresses.table import TABLE, url_of

HOSTILE = [
    ["a\0b"],
    ["9" * 5000],
    [str(2**63)],
    ["²", "๑", "-1"],
    ["ก" * 100_000],
    [""],
]
# What decides which form a view takes, so that the flood reaches the form.
CHOOSERS = {
    "assessments:verdict": [{"kind": kind} for kind in ("accept", "agree", "adjust", "return", "refuse")],
    "awards:award": [{"deed": action_name} for action_name in ("reprint", "replace", "revoke")],
}
REFUSED = {403, 404, 405}
# One ends the session of the test; the other says how a file is kept before anything of it may be read.
NOT_FLOODED = {"accounts:sign-out", "awards:check-file"}


@pytest.fixture
def lenient_client(client):
    """Return a client that raises no exception for an answer of 500."""
    client.raise_request_exception = False
    return client


def fault_of(client, method, url, form_data=None, **environ):
    """Return the error behind an answer of 500 or more, None when there was none; undo all changes."""
    with transaction.atomic():
        response = getattr(client, method)(url, form_data, **environ)
        b"".join(response)  # read to its end, a file is closed
        transaction.set_rollback(True)
    if response.status_code < 500:
        return None
    error = response.exc_info[1] if getattr(response, "exc_info", None) else ""
    return method, url, response.status_code, repr(error)[:200]


def is_first_to_reach(name, method, role):
    """Return whether no role before this one gets further than a refusal or the sign-in page."""
    answers = TABLE[name, method]
    first = next((place for place, status in enumerate(answers) if place and status not in REFUSED), 0)
    return ROLES[0 if answers[0] not in {302, *REFUSED} else first] == role


@pytest.mark.parametrize("role", ROLES)
def test_no_value_under_any_name_is_a_fault_of_ours(lenient_client, published, users, settings, role):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.addresses.flood.flooded"]
    rows = sorted((name, method) for name, method in TABLE if name not in NOT_FLOODED)
    urls = {name: url_of(name, published) for name, _method in rows}
    if users[role]:
        lenient_client.force_login(users[role])
    faults, reached = [], set()

    for name, method in rows:
        values = HOSTILE if is_first_to_reach(name, method, role) else HOSTILE[:1]
        for chooser in CHOOSERS.get(name, [{}]):
            for value in values:
                flood = Flood(value)
                faults.append(fault_of(lenient_client, method, urls[name], chooser, **{FLOOD: flood}))
                if not flood.was_asked:
                    break
                reached.add(name)

    assert set(faults) - {None} == set()
    assert reached


def paths_with_another_part(url):
    """Yield the address with something absurd in the place of its last varying part."""
    parts = url.split("/")
    places = [
        place
        for place, part in enumerate(parts)
        if any(letter.isdigit() or letter.isupper() for letter in part)
    ]
    for place in places[-1:]:
        absurd = [str(2**63), "32768"] if parts[place].isdigit() else ["%00", "%ED%A0%80", "x" * 300]
        yield from ("/".join([*parts[:place], text, *parts[place + 1 :]]) for text in absurd)


def test_no_address_is_a_fault_of_ours(lenient_client, published, administrator):
    lenient_client.force_login(administrator)
    requests = {
        (method, path) for name, method in TABLE for path in paths_with_another_part(url_of(name, published))
    }

    faults = {fault_of(lenient_client, method, path) for method, path in sorted(requests)}

    assert faults - {None} == set()
