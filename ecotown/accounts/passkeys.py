"""Passkeys of a browser: what the page asks it for, and whether what it answers is accepted."""

import ipaddress
import json

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest

from ecotown.accounts.models import User

# What the library raises for an answer that is damaged or made up.
DAMAGED = (ValidationError, ValueError, TypeError, KeyError, AttributeError)


def are_possible(request: HttpRequest) -> bool:
    """Return whether a browser gives passkeys to this address: it needs a name, and https or localhost."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return request.is_secure() or host == "localhost"
    return False


def authentication(request: HttpRequest, user: User) -> str:
    """Return what the browser asks a passkey of `user` for, as JSON; empty where it can ask none."""
    has_passkey = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.WEBAUTHN).exists()
    if not (has_passkey and are_possible(request)):
        return ""
    return _json(auth.begin_authentication(user))


def registration(user: User) -> str:
    """Return what the browser makes a passkey of `user` from, as JSON."""
    return _json(auth.begin_registration(user, passwordless=False))


def answering(user: User, credential: dict) -> Authenticator | None:
    """Return the passkey of `user` that answered, None when the answer is not accepted."""
    try:
        auth.parse_authentication_response(credential)
        return auth.complete_authentication(user, credential)
    except DAMAGED:
        return None


def is_registered(credential: dict) -> bool:
    """Return whether the answer registers a passkey for what this session has asked for."""
    try:
        auth.parse_registration_response(credential)
        auth.complete_registration(credential)
    except DAMAGED:
        return False
    return True


def _json(options):
    return json.dumps(options, cls=DjangoJSONEncoder)
