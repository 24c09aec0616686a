"""Registry of subjects and kinds of notices and of pending work, filled by other apps at start-up."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from ecotown.accounts.models import Role, User
from ecotown.common.holidays.queries import shared_calendar


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

    `list_url` is the URL of the page that lists all of the user's work of this kind; `since` is the day from
    which on it waits, and `detail` says in a few words what it is about.
    """

    name: str
    action: str
    url: str
    list_url: str
    due: date | None
    since: date | None = None
    detail: str = ""

    def is_news(self, day: date) -> bool:
        """Return whether it came since the day before `day`, or is due on `day`."""
        return self.due == day or (self.since is not None and self.since >= day - timedelta(days=1))


WorkOf = Callable[[User], list[PendingWork]]


@dataclass(frozen=True, slots=True)
class WorkKind:
    """A kind of pending work: its heading on the page of a user's work, and which of it waits for a user.

    `work_of` returns what the user can act on now, the most urgent first, and takes a constant number of
    queries.
    """

    title: str | Promise
    work_of: WorkOf


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """The pending work of one kind of a user, the most urgent first; never empty."""

    title: str
    pieces: list[PendingWork]


SUBJECTS: dict[str, Subject] = {}
KINDS: dict[str, NoticeKind] = {}
WORK_KINDS: list[WorkKind] = []


def declare_subject(name: str, subject: Subject) -> None:
    """Register `subject`, so that notices can be about its rows."""
    SUBJECTS[name] = subject


def declare_kinds(kinds: Mapping[str, NoticeKind]) -> None:
    """Register kinds of notices."""
    KINDS.update(kinds)


def declare_work(title: str | Promise, work_of: WorkOf) -> None:
    """Register a kind of pending work, for the page of a user's work and for the daily mail."""
    WORK_KINDS.append(WorkKind(title, work_of))


def kinds_for(user: User) -> dict[str, NoticeKind]:
    """Return the kinds that users with this user's role can get."""
    return {code: kind for code, kind in KINDS.items() if user.role in kind.roles}


def pending_groups(user: User, *, without: WorkOf | None = None) -> list[WorkGroup]:
    """Return the pending work of a user in all apps by kind, the kind with the most urgent piece first.

    `without` leaves out a kind that the page shows in another way.
    """
    kinds = [kind for kind in WORK_KINDS if kind.work_of is not without]
    with shared_calendar():  # due dates are working days
        groups = [WorkGroup(str(kind.title), pieces) for kind in kinds if (pieces := kind.work_of(user))]
    return sorted(groups, key=lambda group: min(map(_urgency, group.pieces)))


def pending_work(user: User) -> list[PendingWork]:
    """Return the pending work of a user in all apps; of several kinds what is due first comes first."""
    groups = pending_groups(user)
    pieces = [work for group in groups for work in group.pieces]
    return pieces if len(groups) == 1 else sorted(pieces, key=_urgency)


def _urgency(work: PendingWork) -> date:
    return work.due or date.max
