"""Counting wrong passwords and codes, so that guessing is slowed and nobody can lock another person out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from ecotown.accounts.domain import LONGEST_FORGOTTEN, PATIENCE, Counted, wait_after
from ecotown.accounts.models import User, WrongTries


class Waiting(Exception):
    """Nothing is tried from this place before `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody signs in: the network, and the device when it knows the person."""

    network: str
    device: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """What a try is counted under; `key` is a keyed hash, so that no typed name is stored."""

    counted: Counted
    key: str
    user: User | None
    network: str


def password_counts(name: str, user: User | None, place: Place) -> list[Count]:
    """Return what a password typed for `name` is counted under; `user` is the account of that name.

    A device on which this person signed in before has a count of its own, so that the tries of strangers in
    the same office, or with the same name, never make it wait.
    """
    whose = f"user {user.pk}" if user else f"name {name.casefold()}"
    if place.device and user:
        return [_count(Counted.DEVICE, f"{whose} {place.device}", user, place)]
    return [
        _count(Counted.ADDRESS, place.network, None, place),
        _count(Counted.PERSON, f"{whose} {place.network}", user, place),
    ]


def code_counts(user: User, place: Place) -> list[Count]:
    """Return what a code of the second factor is counted under: whoever types it has the password already."""
    whose = f"code {user.pk}"
    if place.device:
        return [_count(Counted.DEVICE, f"{whose} {place.device}", user, place)]
    return [_count(Counted.CODE, whose, user, place)]


def begin_try(counts: Sequence[Count]) -> None:
    """Count a try before it is looked at, so that many at once are not more than one after the other.

    `forgive` takes it back when it was right. Raises Waiting when the place has to wait; nothing is counted.
    """
    now = timezone.now()
    WrongTries.objects.filter(last_at__lt=now - LONGEST_FORGOTTEN).delete()
    with transaction.atomic():
        rows = [_locked_row(count, now) for count in sorted(counts, key=lambda count: count.key)]
        ends = [row.locked_until for row in rows if row.locked_until and row.locked_until > now]
        if ends:
            raise Waiting(max(ends))
        for row in rows:
            patience = PATIENCE[Counted(row.counted)]
            is_forgotten = (now - row.last_at).total_seconds() > patience.forgotten
            row.tries = 1 if is_forgotten else row.tries + 1
            wait = wait_after(row.tries, patience)
            row.locked_until = now + wait if wait else None
            row.last_at = now
            row.save(update_fields=["tries", "locked_until", "last_at"])


def forgive(counts: Sequence[Count]) -> None:
    """Take a right try back: the person begins anew, the address has one wrong try less."""
    keys = {count.key for count in counts}
    rows = WrongTries.objects.filter(key__in=keys)
    rows.filter(Q(tries__lte=1) | ~Q(counted=Counted.ADDRESS)).delete()
    rows.update(tries=F("tries") - 1, locked_until=None)


def _count(counted: Counted, what: str, user: User | None, place: Place) -> Count:
    key = salted_hmac("ecotown.accounts.wrong-tries", f"{counted} {what}", algorithm="sha256").hexdigest()
    return Count(counted, key, user, place.network)


def _locked_row(count: Count, now: datetime) -> WrongTries:
    values = {
        "counted": count.counted.value,
        "user": count.user,
        "network": count.network,
        "last_at": now,
    }
    WrongTries.objects.get_or_create(key=count.key, defaults=values)
    return WrongTries.objects.select_for_update().get(key=count.key)
