"""What the actions of awards share: assigning numbers and codes, recording events."""

import secrets
from collections.abc import Sequence

from awards.designs.domain.kinds import AwardKind
from awards.designs.events import Event
from awards.register.models.awards import Award
from awards.register.models.number_series import NumberSeries
from awards.register.queries import ceremonies_of_award
from awards.register.registry import WITHDRAWAL_STEPS
from ecotown.accounts.models import User
from ecotown.common.history import recording

# 20 letters out of 31 (no look-alikes) are 99 bits, which cannot be guessed.
CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH = 20


def lock_series(kind: AwardKind, year: int) -> NumberSeries:
    """Return the number series of a kind and a year, locked until the transaction ends."""
    NumberSeries.objects.get_or_create(kind=kind.value, year=year)
    return NumberSeries.objects.select_for_update().get(kind=kind.value, year=year)


def take_numbers(series: NumberSeries, count: int) -> range:
    """Take the next `count` numbers of a locked series."""
    first = series.last_number + 1
    series.last_number += count
    series.save(update_fields=["last_number"])
    return range(first, first + count)


def new_verification_code() -> str:
    """Return a random verification code."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def withdraw_award(award: Award) -> None:
    """Stop the rendering of an award that is no longer valid and of its reprints; take the declared steps."""
    state = Award.State
    Award.objects.filter(pk=award.pk, state=state.WAITING).update(state=state.HELD, claimed_until=None)
    award.reprints.filter(state=state.WAITING).update(
        state=state.FAILED, error="withdrawn", claimed_until=None
    )
    for take_step in WITHDRAWAL_STEPS:
        take_step(ceremonies_of_award(award))


def record_award_event(event: Event, award: Award, *, by: User, **facts: object) -> None:
    """Record an event on an award in the history of its assessment, or of its ceremony."""
    recording.record(award.history_subject, event, by=by, data=_event_facts(award) | facts)


def record_award_events(event: Event, awards: Sequence[Award], *, by: User) -> None:
    """Record the same event on each of several awards; a constant number of queries."""
    recording.record_all([(award.history_subject, event, _event_facts(award)) for award in awards], by=by)


def _event_facts(award: Award) -> dict[str, object]:
    facts: dict[str, object] = {"number": award.number}
    if award.kind != AwardKind.CERTIFICATE:
        facts["award"] = award.kind
    if award.recipient_id:
        facts["recipient"] = award.recipient_id
    return facts
