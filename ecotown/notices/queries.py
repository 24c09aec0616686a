"""Queries of notices: unread ones, and notices in words, folded by what they are about."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Max, Q
from django.urls import reverse

from ecotown.accounts.models import User
from ecotown.common.thai.formats import short_date
from ecotown.notices import registry
from ecotown.notices.models import MutedKind, Notice

PER_PAGE = 50
NEWEST_FIRST = ("-created_at", "-pk")


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice in words: the name of its subject, the sentence, and the URL it links to."""

    notice: Notice
    name: str
    sentence: str
    url: str


@dataclass(frozen=True, slots=True)
class Fold:
    """The notices about one subject, the newest first: all unread or all read, in words."""

    lines: Sequence[NoticeLine]

    @property
    def newest(self) -> NoticeLine:
        return self.lines[0]

    @property
    def name(self) -> str:
        return self.newest.name

    @property
    def is_unread(self) -> bool:
        return self.newest.notice.read_at is None


def unread_count(user: User) -> int:
    """Return about how many subjects the user has unread notices."""
    unread = Notice.objects.visible_to(user).unread()
    return unread.order_by().values("subject", "subject_id").distinct().count()


def page_of(user: User, number: int | str = 1) -> Page[Fold]:
    """Return a page of the user's notices, folded by subject: unread ones first, then the newest."""
    notices = Notice.objects.visible_to(user).annotate(is_read=Q(read_at__isnull=False))
    groups = notices.order_by().values("subject", "subject_id", "is_read")
    newest_first = groups.annotate(newest_at=Max("created_at"), newest=Max("pk"))
    paginator = Paginator(newest_first.order_by("is_read", "-newest_at", "-newest"), PER_PAGE)
    page = paginator.get_page(number)
    is_on_page = [
        Q(subject=group["subject"], subject_id=group["subject_id"], is_read=group["is_read"])
        for group in page.object_list
    ]
    shown = notices.filter(reduce(or_, is_on_page)).order_by("is_read", *NEWEST_FIRST) if is_on_page else []
    return Page(folded(lines_of(user, shown)), page.number, paginator)


def folded(lines: Iterable[NoticeLine]) -> list[Fold]:
    """Put the notices about one subject together, unread and read ones apart, in the order of the first."""
    folds: dict[tuple[str, int, bool], list[NoticeLine]] = {}
    for line in lines:
        notice = line.notice
        folds.setdefault((notice.subject, notice.subject_id, notice.read_at is None), []).append(line)
    return [Fold(fold_lines) for fold_lines in folds.values()]


def unmailed_lines(user: User) -> list[NoticeLine]:
    """Return the unread notices that were in no mail yet and still ask or tell something, in words."""
    notices = list(Notice.objects.visible_to(user).unread().filter(digest__isnull=True))
    answered = {
        pk
        for name, subject in registry.SUBJECTS.items()
        for pk in subject.answered([notice for notice in notices if notice.subject == name])
    }
    return lines_of(user, [notice for notice in notices if notice.pk not in answered])


def lines_of(user: User, notices: Iterable[Notice]) -> list[NoticeLine]:
    """Return the notices in words, without those whose subject the user may not see; a query per subject."""
    notices = list(notices)
    ids_by_subject = defaultdict(set)
    for notice in notices:
        ids_by_subject[notice.subject].add(notice.subject_id)
    names = {
        (subject, pk): name
        for subject, pks in ids_by_subject.items()
        for pk, name in registry.SUBJECTS[subject].names_of(user, pks).items()
    }
    return [
        _line(notice, names[notice.subject, notice.subject_id])
        for notice in notices
        if (notice.subject, notice.subject_id) in names
    ]


def muted_by(user: User) -> set[str]:
    """Return the kinds that the user has switched off."""
    return set(MutedKind.objects.filter(user=user).values_list("kind", flat=True))


def _line(notice: Notice, name: str) -> NoticeLine:
    kind = registry.KINDS[notice.kind]
    return NoticeLine(
        notice=notice,
        name=name,
        sentence=str(kind.sentence) % {name: _formatted(name, value) for name, value in notice.data.items()},
        url=reverse(kind.address, args=[notice.subject_id]),
    )


def _formatted(name: str, value: Any) -> Any:
    """Format a value of a notice: a name that ends in `_on` holds an ISO date."""
    return short_date(date.fromisoformat(value)) if name.endswith("_on") else value
