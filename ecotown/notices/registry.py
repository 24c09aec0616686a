"""What notices can be about, as the rooms above declare it when the portal starts."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from ecotown.accounts.models import Role, User


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of notice: how it is named in the settings, what it says, and where it leads.

    `sentence` may name values of the notice (`%(name)s`); `address` is the name of an address that
    takes the id of the subject. Texts are lazy translations.
    """

    label: str
    sentence: str
    address: str
    roles: frozenset[Role] = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Subject:
    """A model that notices are about: its rows that a user may see, and their names by id."""

    visible_to: Callable[[User], QuerySet]
    names_of: Callable[[User, Collection[int]], Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A piece of work that waits for someone: its name, what to do, where, and by which day."""

    name: str
    action: str
    url: str
    due: date | None


SUBJECTS: dict[str, Subject] = {}
KINDS: dict[str, Kind] = {}
WORK: list[Callable[[User], list[Waiting]]] = []


def declare_subject(name: str, subject: Subject) -> None:
    """Let notices be about rows of `subject`."""
    SUBJECTS[name] = subject


def declare_kinds(kinds: Mapping[str, Kind]) -> None:
    """Let notices of these kinds be sent."""
    KINDS.update(kinds)


def declare_work(waiting_for: Callable[[User], list[Waiting]]) -> None:
    """Let the digest list what `waiting_for` says of a person."""
    WORK.append(waiting_for)


def kinds_for(user: User) -> dict[str, Kind]:
    """The kinds that a person of this role may ever get."""
    return {code: kind for code, kind in KINDS.items() if user.role in kind.roles}


def waiting_for(user: User) -> list[Waiting]:
    """All that waits for a person, as every room says."""
    return [one for work in WORK for one in work(user)]
