"""Registry of how invited people link an identity of a provider, filled at start-up by the room of people."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse


@dataclass(frozen=True, slots=True)
class LinkingByInvitation:
    """What follows when somebody with an invitation comes back from the provider.

    `accept` takes the request, the key of the invitation, `provider` and `uid`, and answers the visitor;
    `page_of` returns the address of the page of an invitation, for who comes back without an identity.
    """

    accept: Callable[..., HttpResponse]
    page_of: Callable[[int], str]


_DECLARED: list[LinkingByInvitation] = []


def declare_linking_by_invitation(linking: LinkingByInvitation) -> None:
    """Register how invited people link an identity."""
    _DECLARED[:] = [linking]


def linking_by_invitation() -> LinkingByInvitation:
    """Return how invited people link an identity."""
    return _DECLARED[0]
