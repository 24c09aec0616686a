"""Sending notices, and what a person does with theirs."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from ecotown.accounts.models import User
from ecotown.common import history
from ecotown.notices import registry
from ecotown.notices.models import DIGEST, Muted, Notice


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing to tell some people; with `once` they are told a single time, however often it is found."""

    kind: str
    subject: str
    subject_id: int
    to: Collection[int]
    data: dict[str, object] = field(default_factory=dict)
    once: str | None = None


def send(tellings: Iterable[Telling], *, by: User | None) -> None:
    """Write the notices of some deeds, inside the transaction of the deed.

    Nobody hears of their own deed, nor of a kind that they have switched off; two queries for any number.
    """
    tellings = list(tellings)
    actor = by.pk if by else None
    muted = set(Muted.objects.filter(kind__in={one.kind for one in tellings}).values_list("user_id", "kind"))
    now = timezone.now()
    notices = [
        Notice(
            user_id=user,
            kind=one.kind,
            subject=one.subject,
            subject_id=one.subject_id,
            data=one.data,
            once=one.once,
            created_at=now,
        )
        for one in tellings
        for user in sorted(set(one.to) - {actor})
        if (user, one.kind) not in muted
    ]
    is_once = any(notice.once for notice in notices)
    Notice.objects.bulk_create(notices, ignore_conflicts=is_once, batch_size=500)


@transaction.atomic
def mark_read(*, notices: Collection[int] | None = None, by: User) -> int:
    """Mark the user's own notices as read, all of them without `notices`; how many were unread."""
    unread = Notice.objects.filter(user=by).unread()
    if notices is not None:
        unread = unread.filter(pk__in=notices)
    return unread.update(read_at=timezone.now())


@transaction.atomic
def choose(*, wanted: Collection[str], by: User) -> None:
    """Keep which kinds of notice the user wants, and whether they want the mail of the day."""
    offered = {*registry.kinds_for(by), DIGEST}
    muted = set(Muted.objects.filter(user=by, kind__in=offered).values_list("kind", flat=True))
    unwanted = offered - set(wanted)
    if muted == unwanted:
        return
    Muted.objects.filter(user=by, kind__in=offered - unwanted).delete()
    Muted.objects.bulk_create(
        [Muted(user=by, kind=kind) for kind in sorted(unwanted - muted)], ignore_conflicts=True
    )
    history.record(f"user:{by.pk}", "notices-chosen", by=by, data={"off": sorted(unwanted)})
