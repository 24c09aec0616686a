"""A provider of identities (OpenID Connect) that the tests start, and the way through it."""

from contextlib import contextmanager
from urllib.parse import parse_qs, urlencode, urlsplit

import requests


@contextmanager
def running_provider():
    """Run a provider on a free port; yield its address."""
    import oidc_provider_mock  # it brings much along, for few tests

    with oidc_provider_mock.run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


def use_provider(settings, address):
    """Let the portal know the provider at `address`, by the name ThaiID."""
    settings.OIDC_SERVER_URL, settings.OIDC_NAME = address, "ThaiID"
    options = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    (app,) = options["APPS"]
    facts = {"name": "ThaiID", "client_id": "portal", "secret": "only-for-tests"}
    known = {**app, **facts, "settings": {"server_url": address, "fetch_userinfo": False}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {**options, "APPS": [known]}}
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    form_action = [*directives["form-action"], address]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {**directives, "form-action": form_action}}


def pass_provider(client, begin, identity, *, meanwhile=None, back_in=None):
    """Press the button at `begin`, sign in at the provider as `identity`, come back; return the answer.

    Without an identity the person breaks off there. `meanwhile` is called before the way back, which is
    taken in another browser when `back_in` is given.
    """
    response = client.post(begin)
    assert response.status_code == 302, response
    sent = {"sub": identity} if identity else {"action": "deny"}
    answer = requests.post(response.headers["Location"], sent, allow_redirects=False, timeout=10)
    back = urlsplit(answer.headers["Location"])
    # This provider forgets the state when the person breaks off, which RFC 6749 (4.1.2.1) requires.
    sent_state = parse_qs(urlsplit(response.headers["Location"]).query)["state"][0]
    query = {name: values[0] for name, values in parse_qs(back.query).items()} | {"state": sent_state}
    if meanwhile:
        meanwhile()
    return (back_in or client).get(f"{back.path}?{urlencode(query)}")
