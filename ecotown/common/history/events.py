"""The names of events and what they mean: each app lists its own once, in an enumeration."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Meaning:
    """The name under which an event is stored, and its words; an app adds what it derives from its events."""

    name: str
    words: str | Promise


class EventName(StrEnum):
    """The base of the enumerations: a member is the name under which an event is stored, with its meaning."""

    meaning: Meaning

    def __new__(cls, meaning: Meaning) -> Self:
        member = str.__new__(cls, meaning.name)
        member._value_ = meaning.name
        member.meaning = meaning
        return member

    @classmethod
    def stored_as(cls, name: str) -> Self | None:
        """Return the event that is stored under `name`, None when it is not of this app."""
        return next((event for event in cls if event.value == name), None)


def label(event: EventName | None) -> str:
    """Return the words for an event; None is one that is not known."""
    return gettext("Other deed") if event is None else str(event.meaning.words)


def event_label(name: str) -> str:
    """Return the words for a stored name of whichever app; general words for one that no app knows."""
    known = (enumeration.stored_as(name) for enumeration in EventName.__subclasses__())
    return label(next(filter(None, known), None))


class IndexEvent(EventName):
    """The events of the index of all histories."""

    CHAIN_OPENED = Meaning("chain-opened", _("History begun"))


class SealEvent(EventName):
    """The events of sealed names, in the history of the person who is called so."""

    NAME_SEALED = Meaning("name-sealed", _("Name sealed"))
    NAMES_ERASED = Meaning("names-erased", _("Name removed from the history"))
