"""What rooms above the assessments declare: what waits for someone after publication."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Model, Q

from ecotown.accounts.models import User


@dataclass(frozen=True, slots=True)
class PublishedStep:
    """A step after publication that a user has to take, declared by an app above this one.

    `of` returns which assessments wait for a user, `known` are the annotations that `label` reads from a row
    of the list, `address` is the URL name of the page.
    """

    of: Callable[[User], Q]
    known: Mapping[str, object]
    label: Callable[[Model], str]
    address: str


PUBLISHED_STEPS: list[PublishedStep] = []


def declare_published_step(turn: PublishedStep) -> None:
    """Register a step that published assessments wait for."""
    PUBLISHED_STEPS.append(turn)
