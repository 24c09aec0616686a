"""Devices on which a person signed in before, known by a signed cookie."""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from ecotown.accounts.models import User
from ecotown.accounts.results.tries import Place
from ecotown.common.requests.visitors import visitor_network

COOKIE = "device"
SALT = "ecotown.accounts.devices"
COOKIE_SECONDS = 365 * 24 * 60 * 60
MOST_PEOPLE = 10  # of a computer that several people use


def place_of(request: HttpRequest, user: User | None) -> Place:
    """Return where a request comes from; the device only when `user` signed in on it before."""
    device, people = _cookie(request)
    is_known = user is not None and user.pk in people
    return Place(visitor_network(request), device if is_known else "")


def is_known_device(request: HttpRequest, user: User) -> bool:
    return bool(place_of(request, user).device)


def remember_device(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Let the browser be known as one of this person, after a whole sign-in."""
    device, people = _cookie(request)
    people = [user.pk, *(pk for pk in people if pk != user.pk)][:MOST_PEOPLE]
    response.set_cookie(
        COOKIE,
        signing.dumps([device or secrets.token_urlsafe(16), people], salt=SALT),
        max_age=COOKIE_SECONDS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _cookie(request):
    """Return the device and the keys of the people who signed in on it; empty ones for any other cookie."""
    try:
        device, people = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=COOKIE_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return "", []
    return device, people
