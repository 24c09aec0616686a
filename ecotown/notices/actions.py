"""Actions on notices: sending them, marking them as read, choosing kinds."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from ecotown.accounts.models import User
from ecotown.common.history import recording
from ecotown.notices import registry
from ecotown.notices.events import Event
from ecotown.notices.models import DIGEST, MutedKind, Notice


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """A notice to send to some users; `unique_key` makes sure that each user gets it a single time."""

    kind: str
    subject: str
    subject_id: int
    user_ids: Collection[int]
    data: Mapping[str, object] = field(default_factory=dict)
    unique_key: str | None = None


def send(drafts: Iterable[NoticeDraft], *, by: User | None) -> None:
    """Store the notices of events, inside the caller's transaction.

    Nobody is notified of their own action, nor of a kind that they have switched off. Two queries.
    """
    drafts = list(drafts)
    actor = by.pk if by else None
    muted = set(
        MutedKind.objects.filter(kind__in={draft.kind for draft in drafts}).values_list("user_id", "kind")
    )
    now = timezone.now()
    notices = [
        Notice(
            user_id=user,
            kind=draft.kind,
            subject=draft.subject,
            subject_id=draft.subject_id,
            data=draft.data,
            once=draft.unique_key,
            created_at=now,
        )
        for draft in drafts
        for user in sorted(set(draft.user_ids) - {actor})
        if (user, draft.kind) not in muted
    ]
    is_once = any(notice.once for notice in notices)
    Notice.objects.bulk_create(notices, ignore_conflicts=is_once, batch_size=500)


@transaction.atomic
def mark_read(*, notices: Collection[int] | None = None, by: User) -> int:
    """Mark the user's own notices as read, all unless `notices` is given; return how many were unread."""
    unread = Notice.objects.filter(user=by).unread()
    if notices is not None:
        unread = unread.filter(pk__in=notices)
    return unread.update(read_at=timezone.now())


@transaction.atomic
def mark_fold_read(*, newest: Notice, by: User) -> int:
    """Mark a notice and the user's older ones about the same subject as read; return how many were unread.

    What arrived after the page was opened stays unread.
    """
    fold = Notice.objects.filter(
        user=by, subject=newest.subject, subject_id=newest.subject_id, pk__lte=newest.pk
    )
    return fold.unread().update(read_at=timezone.now())


@transaction.atomic
def choose_kinds(*, kinds: Collection[str], by: User) -> None:
    """Store which kinds of notice the user wants, and whether they want the daily mail."""
    offered = {*registry.kinds_for(by), DIGEST}
    muted = set(MutedKind.objects.filter(user=by, kind__in=offered).values_list("kind", flat=True))
    unwanted = offered - set(kinds)
    if muted == unwanted:
        return
    MutedKind.objects.filter(user=by, kind__in=offered - unwanted).delete()
    MutedKind.objects.bulk_create(
        [MutedKind(user=by, kind=kind) for kind in sorted(unwanted - muted)], ignore_conflicts=True
    )
    recording.record(f"user:{by.pk}", Event.NOTICES_CHOSEN, by=by, data={"off": sorted(unwanted)})
