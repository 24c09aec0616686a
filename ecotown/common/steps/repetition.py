"""Steps that a person takes a second time: by a double click, the back button or another tab."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

from ecotown.common.history import recording

Action = Callable[..., object]
Place = tuple[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Step:
    """What the history shows of a step that was taken.

    Its `event` is the latest among `events`, those after which the row is in another state. `places` gives
    the subjects for the values of the action, each with the facts that the events about the row have. An
    action that finds its step taken refuses, unless it `returns_same`: what the first time returned.
    """

    event: str
    events: frozenset[str]
    places: Callable[..., Iterable[Place]]
    returns_same: bool


_STEPS: dict[Action, Step] = {}


def declare_steps(
    events: Mapping[Action, str],
    places: Callable[..., Iterable[Place]],
    *,
    until: Iterable[str] = (),
    returns_same: bool = False,
) -> None:
    """Register actions with their events; each one, and those of `until`, ends the state after the others.

    Called when the portal starts.
    """
    names = frozenset(events.values()) | frozenset(until)
    _STEPS.update({action: Step(event, names, places, returns_same) for action, event in events.items()})


def taken_at(
    action: Action, values: Mapping[str, object], *, by: AbstractBaseUser | AnonymousUser, returns_same: bool
) -> datetime | None:
    """Return when `by` took the step of `action`, None unless its rows are still as that step left them.

    None also for an action of the other kind than `returns_same`.
    """
    step = _STEPS.get(action)
    if step is None or step.returns_same != returns_same:
        return None
    places = dict(step.places(**values))
    latest = recording.latest_events(places, step.events)
    own = [event.at for event in latest.values() if (event.name, event.by_id) == (step.event, by.pk)]
    return max(own) if own and len(own) == len(places) else None
