"""Handing over the open work of a person, closing an account and bringing it back."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from areas.actions import assign_province, end_term
from ecotown.accounts.models import User
from ecotown.accounts.registry import end_sessions
from ecotown.common.history import recording
from ecotown.common.thai.typed_text import visible_text
from ecotown.people.actions.codes import end_codes
from ecotown.people.actions.locking import (
    check_may_leave,
    check_may_return,
    lock,
    lock_with_administrators,
    subject_of,
)
from ecotown.people.actions.requests import refuse_request
from ecotown.people.domain import PeopleError
from ecotown.people.events import Event
from ecotown.people.models.requests import PersonRequest
from ecotown.people.notices import Told
from ecotown.people.queries.people import open_work_of

# Successors by the kind of work and the key of the piece; None leaves the piece to nobody.
Successors = Mapping[tuple[str, str], User | None]


@transaction.atomic
def hand_over(*, person: User, successors: Successors, reason: str, by: User) -> list[str]:
    """Hand over pieces of open work of a person who keeps the account; return their names.

    Raises PeopleError: "closed", "nothing-handed-over", "reason-missing", "no-successor"; and what the app of
    a piece raises.
    """
    person = lock(person)
    if not person.is_active:
        raise PeopleError("closed")
    pieces = _hand_over(person, successors, reason, stays=True, by=by)
    if not pieces:
        raise PeopleError("nothing-handed-over")
    return pieces


def _hand_over(person: User, successors: Successors, reason: str, *, stays: bool, by: User) -> list[str]:
    """Hand over pieces of open work of a locked person, and tell those concerned; return their names."""
    if not visible_text(reason):
        raise PeopleError("reason-missing")
    pieces, told = [], Told()
    for group in open_work_of(person):
        for piece in group.pieces:
            place = (group.kind.name, piece.key)
            if place not in successors:
                continue
            successor = successors[place]
            if successor and not group.kind.successors_of(person).filter(pk=successor.pk).exists():
                raise PeopleError("no-successor")
            told.add(group.kind, piece, person=person, successor=successor)
            values = {"key": piece.key, "person": person, "successor": successor, "stays": stays}
            group.kind.hand_over(**values, reason=reason, by=by)
            pieces.append({"work": piece.name, "to": successor.pk if successor else None})
    if pieces:
        data: dict[str, object] = {"pieces": pieces, "reason": reason.strip()}
        if told.others:
            data["told"] = sorted(told.others)
        recording.record(subject_of(person), Event.WORK_HANDED_OVER, by=by, data=data)
        told.send(person, stays=stays, by=by)
    return [str(piece["work"]) for piece in pieces]


@transaction.atomic
def close_account(*, person: User, successors: Successors, reason: str, by: User) -> User:
    """Hand over the open work of a person, and close the account: nobody can sign in to it any more.

    The person stays in the history. Raises PeopleError: "closed", "open-work" while it is not said of a piece
    who takes it, and what `check_may_leave` and `hand_over` raise.
    """
    person, administrators = lock_with_administrators(person)
    if not person.is_active:
        raise PeopleError("closed")
    if person.is_administrator or person.pk == by.pk:
        check_may_leave(person, administrators=administrators, by=by)
    places = {(group.kind.name, piece.key) for group in open_work_of(person) for piece in group.pieces}
    if places - successors.keys():
        raise PeopleError("open-work")
    _hand_over(person, successors, reason, stays=False, by=by)
    end_codes(person)
    _refuse_requests(person, by=by)
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions(person)  # else they would go on when the account is brought back
    recording.record(subject_of(person), Event.ACCOUNT_CLOSED, by=by, data={"reason": reason.strip()})
    return person


@transaction.atomic
def reopen_account(*, person: User, by: User) -> User:
    """Bring an account back, with the role and the terms that it had.

    An administrator is brought back by two. Raises PeopleError: "open-already", "two-administrators", and
    what `check_may_return` raises.
    """
    person = lock(person)
    if person.is_active:
        raise PeopleError("open-already")
    if person.is_administrator:
        raise PeopleError("two-administrators")
    check_may_return(person)
    person.is_active = True
    person.save(update_fields=["is_active"])
    recording.record(subject_of(person), Event.ACCOUNT_REOPENED, by=by, data={})
    return person


def hand_over_province(
    *, key: str, person: User, successor: User | None, stays: bool, by: User, **_facts: object
) -> None:
    """Give a province of an officer to another one, whose term begins today unless they have one there.

    Without a successor the province stays with the officers that it has. The own term ends with yesterday;
    when the person leaves, it stays as it is and ends with the account, so that it comes back with it.
    """
    term = person.terms.in_force().select_related("province").get(pk=key)
    if stays:
        end_term(term=term, by=by)
    if successor and not successor.terms.in_force().filter(province=term.province).exists():
        today = timezone.localdate()
        assign_province(
            province=term.province, officer=successor, begins_on=today, ends_on=term.ends_on, by=by
        )


def withdraw_request(*, key: str, person: User, by: User, **_facts: object) -> None:
    """Withdraw a request that an administrator made, and that no other one has decided yet."""
    refuse_request(asked=PersonRequest.objects.get(pk=key, asked_by=person), by=by)


def _refuse_requests(person: User, *, by: User) -> None:
    """Refuse the open requests about a person who leaves."""
    for request in PersonRequest.objects.filter(person=person, outcome=""):
        refuse_request(asked=request, by=by)
