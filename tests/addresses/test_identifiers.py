"""An officer who tries identifiers one by one finds nothing of another province, nor changes it."""

from itertools import product

import pytest
from django.urls import reverse

from assessments.entry.actions.entries import open_assessment
from ecotown.common.history.models import Event
from tests import builders
from tests.addresses.objects import OBJECTS
from tests.addresses.table import ADDRESSES

INSIDE = ("assessments:", "awards:", "past_years:")
# The answers that do not tell whether something is there.
HIDDEN = {404, 405}


@pytest.fixture
def own(published, other_officer):
    """Open an assessment of the other officer, under which objects of the published one are tried."""
    area = builders.AreaBuilder(province=other_officer.provinces.get())
    return open_assessment(area=area, cycle=published.cycle, by=None)


def nested_addresses():
    """Return the addresses of what belongs to an assessment: its key comes first, then that of an object."""
    return [
        address
        for address in ADDRESSES
        if address.name.startswith(INSIDE) and address.arguments.startswith("{assessment} {")
    ]


def paths(address, assessment, keys):
    """Yield the path of an address under an assessment, with each of the keys."""
    _first, *words = address.arguments.split()
    choices = [sorted(keys) if word.startswith("{") else [word] for word in words]
    for chosen in product(*choices):
        yield reverse(address.name, args=[assessment.pk, *chosen])


def keys_around(published):
    """Return the keys of all objects of the published assessment, and those beside them."""
    keys = set()
    for address in nested_addresses():
        for word in address.arguments.split()[1:]:
            key = OBJECTS[word[1:-1]](published) if word.startswith("{") else None
            keys |= {key - 1, key, key + 1} if isinstance(key, int) else set()
    return {key for key in keys if key > 0}


def answers_of(client, addresses, assessment, keys):
    """Return the statuses of both methods at all addresses, by method and path."""
    statuses = {}
    for address in addresses:
        for path in paths(address, assessment, keys):
            for method in ("get", "post"):
                statuses[method, path] = getattr(client, method)(path).status_code
    return statuses


def test_objects_of_another_province_are_not_found_under_its_assessment(client, published, other_officer):
    client.force_login(other_officer)

    statuses = answers_of(client, nested_addresses(), published, keys_around(published))

    assert statuses
    assert {place: status for place, status in statuses.items() if status not in HIDDEN} == {}


def test_objects_of_another_province_are_not_found_under_an_own_assessment(
    client, published, other_officer, own
):
    client.force_login(other_officer)
    events = Event.objects.count()
    # What only assessors and administrators do is refused before anything is looked for.
    allowed = HIDDEN | {403}

    statuses = answers_of(client, nested_addresses(), own, keys_around(published))

    assert {place: status for place, status in statuses.items() if status not in allowed} == {}
    assert Event.objects.count() == events


def test_no_assessment_of_another_province_is_found_by_its_number(client, published, other_officer, own):
    client.force_login(other_officer)
    addresses = [
        address
        for address in ADDRESSES
        if address.name.startswith("assessments:") and address.arguments.startswith("{assessment}")
    ]

    found = {
        (address.name, pk)
        for address in addresses
        for pk in range(max(published.pk - 2, 1), published.pk + 3)
        if pk != own.pk
        if client.get(_path(address, published, pk)).status_code not in HIDDEN
    }

    # A visitor asks about any published result.
    assert {name for name, _pk in found} <= {"assessments:ask"}


def _path(address, published, pk):
    own_path = address.url_for(published)
    return own_path.replace(f"/{published.pk}/", f"/{pk}/", 1)
