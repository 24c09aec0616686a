"""Queries of notices: unread ones, and notices in words for pages and mails."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.urls import reverse

from ecotown.accounts.models import User
from ecotown.common.thai.formats import short_date
from ecotown.notices import registry
from ecotown.notices.models import MutedKind, Notice

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice in words: the name of its subject, the sentence, and the URL it links to."""

    notice: Notice
    name: str
    sentence: str
    url: str


def unread_count(user: User) -> int:
    return Notice.objects.visible_to(user).unread().count()


def page_of(user: User, number: int | str = 1) -> Page[NoticeLine]:
    """Return a page of the user's notices as lines, unread ones first, then the newest."""
    notices = Notice.objects.visible_to(user).annotate(is_read=Q(read_at__isnull=False))
    notices = notices.order_by("is_read", "-created_at", "-pk")
    paginator = Paginator(notices, PER_PAGE)
    page = paginator.get_page(number)
    return Page(lines_of(user, page.object_list), page.number, paginator)


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
