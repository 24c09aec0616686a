"""What one administrator asks for and another confirms: a new administrator, a second factor reset."""

from django.db import transaction
from django.utils import timezone

from areas.actions import end_term
from ecotown.accounts.actions import reset_second_factors
from ecotown.accounts.models import Role, User
from ecotown.common.history import recording
from ecotown.common.thai.typed_text import visible_text
from ecotown.people import domain
from ecotown.people.actions.codes import end_codes, give_invitation
from ecotown.people.actions.locking import check_may_return, lock, lock_with_administrators, subject_of
from ecotown.people.domain import Outcome, PeopleError, RequestKind
from ecotown.people.events import Event
from ecotown.people.models.requests import PersonRequest
from ecotown.people.queries.people import had_other_administrators, open_work_of
from ecotown.profile.queries import can_sign_in

CONFIRMED_EVENTS = {
    RequestKind.ADMINISTRATOR: Event.ADMINISTRATOR_MADE,
    RequestKind.SECOND_FACTOR: Event.FACTOR_RESET_CONFIRMED,
}


@transaction.atomic
def ask_for_administrator(*, person: User, reason: str, by: User) -> PersonRequest:
    """Ask another administrator to make a person one, or to bring one back.

    The first administrator of an installation makes the second one alone. Raises PeopleError:
    "reason-missing", "administrator-already", "asked-already", "open-work",
    "second-administrator-missing", "erased".
    """
    person, administrators = lock_with_administrators(person)
    if person.pk in administrators:
        raise PeopleError("administrator-already")
    check_may_return(person)
    if open_work_of(person):
        raise PeopleError("open-work")
    others = [pk for pk in administrators if pk != by.pk]
    domain.check_alone(others_now=len(others), others_before=had_other_administrators(person, by))
    request = _ask(RequestKind.ADMINISTRATOR, person, reason, by=by, is_alone=not others)
    recording.record(subject_of(person), Event.ADMINISTRATOR_ASKED, by=by, data={"reason": request.reason})
    if request.is_alone:
        _decide(request, Outcome.CONFIRMED, by=by)
        _make_administrator(person, by=by)
        recording.record(subject_of(person), Event.ADMINISTRATOR_MADE, by=by, data={"is_alone": True})
    return request


@transaction.atomic
def ask_for_factor_reset(*, person: User, reason: str, by: User) -> PersonRequest:
    """Ask another administrator to reset the lost second factor of a person.

    Raises PeopleError: "reason-missing", "own-account", "closed", "asked-already",
    "second-administrator-missing".
    """
    person, administrators = lock_with_administrators(person)
    if person.pk == by.pk:
        raise PeopleError("own-account")
    if not person.is_active:
        raise PeopleError("closed")
    if not set(administrators) - {by.pk, person.pk}:
        raise PeopleError("second-administrator-missing")
    request = _ask(RequestKind.SECOND_FACTOR, person, reason, by=by)
    recording.record(subject_of(person), Event.FACTOR_RESET_ASKED, by=by, data={"reason": request.reason})
    return request


@transaction.atomic
def confirm_request(*, asked: PersonRequest, by: User) -> PersonRequest:
    """Do what another administrator asked for.

    Raises PeopleError: "request-decided", "same-administrator", "own-account", "open-work", "closed", and
    what `check_may_return` raises.
    """
    person = lock(asked.person)  # before the request, in the order in which closing an account locks them
    request = _lock_request(asked)
    domain.check_decision(asked_by=request.asked_by_id, person=person.pk, by=by.pk)
    _decide(request, Outcome.CONFIRMED, by=by)
    if request.kind == RequestKind.ADMINISTRATOR:
        check_may_return(person)
        if open_work_of(person):
            raise PeopleError("open-work")
        _make_administrator(person, by=by)
    else:
        _reset_factor(person, by=by)
    recording.record(
        subject_of(person),
        CONFIRMED_EVENTS[RequestKind(request.kind)],
        by=by,
        data={"asked_by": request.asked_by_id},
    )
    return request


@transaction.atomic
def refuse_request(*, asked: PersonRequest, by: User) -> PersonRequest:
    """Refuse what another administrator asked for; the own request is withdrawn.

    Raises PeopleError: "request-decided".
    """
    request = _lock_request(asked)
    is_own = request.asked_by_id == by.pk
    _decide(request, Outcome.WITHDRAWN if is_own else Outcome.REFUSED, by=by)
    event = Event.REQUEST_WITHDRAWN if is_own else Event.REQUEST_REFUSED
    recording.record(subject_of(request.person), event, by=by, data={"kind": request.kind})
    return request


def _ask(kind: RequestKind, person: User, reason: str, *, by: User, is_alone: bool = False) -> PersonRequest:
    """Store a request about a locked person."""
    if not visible_text(reason):
        raise PeopleError("reason-missing")
    if person.requests_about.filter(kind=kind, outcome="").exists():
        raise PeopleError("asked-already")
    return PersonRequest.objects.create(
        kind=kind,
        person=person,
        reason=reason.strip(),
        asked_by=by,
        asked_at=timezone.now(),
        is_alone=is_alone,
    )


def _lock_request(request: PersonRequest) -> PersonRequest:
    locked = PersonRequest.objects.select_for_update().get(pk=request.pk)
    if not locked.is_open:
        raise PeopleError("request-decided")
    return locked


def _decide(request: PersonRequest, outcome: Outcome, *, by: User) -> None:
    request.outcome, request.decided_by, request.decided_at = outcome.value, by, timezone.now()
    request.save(update_fields=["outcome", "decided_by", "decided_at"])


def _make_administrator(person: User, *, by: User) -> None:
    """Give a locked person the role and an open account; who never signed in is invited."""
    person.role, person.is_active = Role.ADMINISTRATOR, True
    person.save(update_fields=["role", "is_active"])
    for term in person.terms.not_over():
        end_term(term=term, by=by)
    if not can_sign_in(person):
        give_invitation(person=person, by_mail=bool(person.email), by=by)


def _reset_factor(person: User, *, by: User) -> None:
    if not person.is_active:
        raise PeopleError("closed")
    end_codes(person)
    reset_second_factors(user=person, by=by)
