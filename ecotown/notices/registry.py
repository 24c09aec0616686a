"""Registry of subjects and kinds of notices and of pending work, filled by other apps at start-up."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from ecotown.accounts.models import Role, User


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """One kind of notice: its label in the settings, its sentence and the page it links to.

    `sentence` may contain values of the notice (`%(name)s`); `address` is a URL name whose argument is the
    id of the subject. Texts are lazy translations.
    """

    label: str | Promise
    sentence: str | Promise
    address: str
    roles: frozenset[Role] = frozenset(Role)


def _none_answered(_notices: Collection[Any]) -> set[int]:
    return set()


@dataclass(frozen=True, slots=True)
class Subject:
    """A model that notices can be about: the rows that a user may see, and their names by id.

    `answered` returns the keys of those notices that ask for nothing any more.
    """

    visible_to: Callable[[User], QuerySet]
    names_of: Callable[[User, Collection[int]], Mapping[int, str]]
    answered: Callable[[Collection[Any]], set[int]] = _none_answered


@dataclass(frozen=True, slots=True)
class PendingWork:
    """A piece of pending work of a user: its name, what to do, where, and the due date.

    `list_url` is the URL of the page that lists all of the user's work of this kind.
    """

    name: str
    action: str
    url: str
    list_url: str
    due: date | None


SUBJECTS: dict[str, Subject] = {}
KINDS: dict[str, NoticeKind] = {}
PENDING_WORK: list[Callable[[User], list[PendingWork]]] = []


def declare_subject(name: str, subject: Subject) -> None:
    """Register `subject`, so that notices can be about its rows."""
    SUBJECTS[name] = subject


def declare_kinds(kinds: Mapping[str, NoticeKind]) -> None:
    """Register kinds of notices."""
    KINDS.update(kinds)


def declare_work(work_of: Callable[[User], list[PendingWork]]) -> None:
    """Register a function that returns a user's pending work, for the daily mail."""
    PENDING_WORK.append(work_of)


def kinds_for(user: User) -> dict[str, NoticeKind]:
    """Return the kinds that users with this user's role can get."""
    return {code: kind for code, kind in KINDS.items() if user.role in kind.roles}


def pending_work(user: User) -> list[PendingWork]:
    """Return the pending work of a user in all apps."""
    return [waiting for work_of in PENDING_WORK for waiting in work_of(user)]
