"""Before the second factor nothing of the portal is opened, at no address and by no method."""

import pytest
from django.test import Client
from django.urls import resolve, reverse

from ecotown.accounts.models import Role
from tests import builders
from tests.addresses.table import ADDRESSES
from tests.builders import PASSWORD

# What sets up the second factor, signs in and out, or answers a link of a mail.
OPEN = {
    *("accounts:sign-in", "accounts:second-factor-code", "accounts:sign-in-again", "accounts:sign-out"),
    *("accounts:second-factor", "accounts:add-app", "accounts:add-passkey"),
    *("profile:sign-in-by-identity", "openid_connect_callback", "profile:session-time", "set_language"),
    *("profile:forgotten-password", "profile:link-sent", "profile:new-password", "profile:password-link"),
    "profile:mail-link",
}


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "htmx"])
def test_the_password_alone_opens_nothing(published, headers):
    newcomer = builders.UserBuilder(role=Role.ADMINISTRATOR, second_factor=False)
    client = Client(headers=headers)
    client.post(reverse("accounts:sign-in"), {"username": newcomer.username, "password": PASSWORD})
    set_up = reverse("accounts:second-factor")
    opened = set()

    for address in ADDRESSES:
        path = address.url_for(published)
        if resolve(path.partition("?")[0]).view_name in OPEN:
            continue
        for method in ("get", "head", "options", "post", "put", "delete"):
            response = getattr(client, method)(path)
            place = response.headers.get("Location") or response.headers.get("HX-Redirect", "")
            if not place.startswith(set_up):
                opened.add((address.name, method, response.status_code))

    assert client.session["second_factor"] is False
    assert opened == set()
