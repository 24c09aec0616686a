"""Reading notices: how many are unread, and what a page or a mail lists."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.urls import reverse

from ecotown.accounts.models import User
from ecotown.common.templatetags.thai import short_date
from ecotown.notices import registry
from ecotown.notices.models import Muted, Notice

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A notice in words: what it is about, what happened, where it leads."""

    notice: Notice
    name: str
    sentence: str
    url: str


def unread_count(user: User) -> int:
    return Notice.objects.visible_to(user).unread().count()


def page_of(user: User, number: object = 1) -> Page:
    """A page of the user's notices, unread ones first, then the newest; its rows are lines."""
    notices = Notice.objects.visible_to(user).annotate(is_read=Q(read_at__isnull=False))
    notices = notices.order_by("is_read", "-created_at", "-pk")
    page = Paginator(notices, PER_PAGE).get_page(number)
    page.object_list = lines_of(user, page.object_list)
    return page


def lines_of(user: User, notices: Iterable[Notice]) -> list[Line]:
    """The notices in words, without those whose subject the user does not see; one query a subject."""
    notices = list(notices)
    asked = defaultdict(set)
    for notice in notices:
        asked[notice.subject].add(notice.subject_id)
    names = {
        (subject, pk): name
        for subject, pks in asked.items()
        for pk, name in registry.SUBJECTS[subject].names_of(user, pks).items()
    }
    return [
        _line(notice, names[notice.subject, notice.subject_id])
        for notice in notices
        if (notice.subject, notice.subject_id) in names
    ]


def muted_by(user: User) -> set[str]:
    """Which kinds the user has switched off."""
    return set(Muted.objects.filter(user=user).values_list("kind", flat=True))


def _line(notice, name):
    kind = registry.KINDS[notice.kind]
    return Line(
        notice=notice,
        name=name,
        sentence=str(kind.sentence) % {name: _shown(name, value) for name, value in notice.data.items()},
        url=reverse(kind.address, args=[notice.subject_id]),
    )


def _shown(name, value):
    """A value of a notice for reading: what ends in `_on` is a day."""
    return short_date(date.fromisoformat(value)) if name.endswith("_on") else value
