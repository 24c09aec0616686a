"""What rooms above the assessments declare: what waits for someone after publication."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise

from ecotown.accounts.models import User


@dataclass(frozen=True, slots=True)
class PublishedStep:
    """A step after publication that a user has to take, declared by an app above this one.

    `waiting_for` returns the condition on assessments that wait for a user, `annotations` are those that
    `label` reads from a row of the list. `url_name` is the address of the page, `title` its name in a link
    for readers who have nothing to do. `outlook` says before the publication what follows it.
    """

    waiting_for: Callable[[User], Q]
    annotations: Mapping[str, object]
    label: Callable[[Any], str]
    url_name: str
    title: str | Promise
    outlook: str | Promise


PUBLISHED_STEPS: list[PublishedStep] = []


def declare_published_step(step: PublishedStep) -> None:
    """Register a step that published assessments wait for."""
    PUBLISHED_STEPS.append(step)
