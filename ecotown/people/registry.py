"""Registry of the open work of people, of what waits about people, and of the set-up, filled at start-up.

Before an account is closed or its role changed, its open work is listed and handed over. What a room above
has erased stays closed.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise

from ecotown.accounts.models import User


@dataclass(frozen=True, slots=True)
class OpenWork:
    """A piece of open work of a person: its key in its kind, its name, what it is, and the page it has."""

    key: str
    name: str
    detail: str
    url: str


@dataclass(frozen=True, slots=True)
class WorkToHandOver:
    """A kind of open work.

    `work_of` returns what a person has in hand, `successors_of` the people who can be chosen to take it, and
    `hand_over` gives a piece to one of them, or to nobody when the successor is None; `stays` says whether
    the person keeps the account. It raises the error of its app when that is refused.

    `beside` returns the others whom a piece concerns, by its key: they, the person and the successor hear it.
    Without it `hand_over` tells the successor itself, and the person is told of what nobody takes.
    """

    name: str
    title: str | Promise
    nobody: str | Promise
    work_of: Callable[[User], list[OpenWork]]
    successors_of: Callable[[User], QuerySet[User]]
    hand_over: Callable[..., None]
    beside: Callable[[str], Collection[int]] | None = None


KINDS: dict[str, WorkToHandOver] = {}


def declare_open_work(kind: WorkToHandOver) -> None:
    """Register a kind of open work."""
    KINDS[kind.name] = kind


# Each returns whether an account stays closed for ever, and as it is: its data were erased.
_CLOSED_FOR_EVER: list[Callable[[User], bool]] = []


def declare_closed_for_ever(check: Callable[[User], bool]) -> None:
    """Register what keeps an account closed for ever."""
    _CLOSED_FOR_EVER.append(check)


def is_closed_for_ever(person: User) -> bool:
    """Return whether an account is never opened nor changed again, so that nobody steps in the place."""
    return not person.is_active and any(check(person) for check in _CLOSED_FOR_EVER)


# The URL name of the page that leads through the set-up of a new installation.
SET_UP_PAGES: list[str] = []


def declare_set_up_page(url_name: str) -> None:
    """Register the page to which the first administrator comes after signing in."""
    SET_UP_PAGES.append(url_name)


@dataclass(frozen=True, slots=True)
class WorkAboutPeople:
    """A kind of pending work of administrators about people.

    `rows_of` returns the rows that wait for a user: those of all kinds are read in one query, with `detail`,
    the name of the column that says what it is about. `url_of` returns the page of a row by its id and that
    of the person.
    """

    action: str | Promise
    rows_of: Callable[[User], QuerySet]
    url_of: Callable[[int, int], str]
    list_url_name: str
    detail: str = ""


WORK_ABOUT_PEOPLE: list[WorkAboutPeople] = []


def declare_work_about_people(*kinds: WorkAboutPeople) -> None:
    """Register kinds of pending work about people; each has a column `person` and one `asked_at`."""
    WORK_ABOUT_PEOPLE.extend(kinds)
