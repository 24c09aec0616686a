"""What administrators see of people: lists with what stands out, open work, requests."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from areas.models import ProvinceOfficer, in_term
from ecotown.accounts.models import Role, User
from ecotown.accounts.queries import FACTORS
from ecotown.common.history.models import Event as HistoryEvent
from ecotown.common.thai.ordering import search_words
from ecotown.people import registry
from ecotown.people.events import Event
from ecotown.people.models.codes import IS_OPEN, OneTimeCode
from ecotown.people.models.requests import PersonRequest
from ecotown.people.registry import OpenWork, WorkToHandOver

ENDS_SOON = timedelta(days=60)
DEPARTMENT = (Role.ASSESSOR, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """The open work of one kind of a person; never empty."""

    kind: WorkToHandOver
    pieces: Sequence[OpenWork]


def people() -> QuerySet[User]:
    """Return all accounts with what lists and filters need; the terms take one query for all of them.

    Adds `has_factor`, `is_invited` (no password yet), `has_failed_mail` (of the invitation), `has_term` (in
    force), `last_term_ends_on`; `shown_terms` are those that are not over.
    """
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
    invited = OneTimeCode.objects.filter(IS_OPEN, person=OuterRef("pk"), purpose="invitation")
    terms = ProvinceOfficer.objects.filter(in_term(officer=OuterRef("pk")))
    open_ended = terms.filter(ends_on__isnull=True)
    return (
        User.objects.annotate(
            has_factor=Exists(factors),
            is_invited=Exists(invited),
            has_failed_mail=Exists(OneTimeCode.objects.with_failed_mail().filter(person=OuterRef("pk"))),
            has_term=Exists(terms),
            has_open_term=Exists(open_ended),
            last_term_ends_on=Max("terms__ends_on"),
        )
        .prefetch_related(
            Prefetch(
                "terms",
                ProvinceOfficer.objects.not_over().select_related("province").order_by("province__sort_key"),
                to_attr="shown_terms",
            )
        )
        .order_by("sort_key", "pk")
    )


def standing_out() -> dict[str, Q]:
    """Return what stands out of `people()`, by the name of the filter that shows it."""
    today = timezone.localdate()
    is_open = Q(is_active=True)
    is_officer = Q(role=Role.OFFICER)
    return {
        "mail-failed": Q(has_failed_mail=True),
        "invited": is_open & Q(last_login__isnull=True),
        "without-factor": is_open & Q(role__in=DEPARTMENT, has_factor=False),
        "ending": is_open
        & is_officer
        & Q(has_term=True, has_open_term=False, last_term_ends_on__lte=today + ENDS_SOON),
        "without-term": is_open & is_officer & Q(has_term=False),
        "closed": Q(is_active=False),
    }


def matching(rows: QuerySet[User], values: Mapping[str, object]) -> QuerySet[User]:
    """Return those of `people()` that the values of a `PeopleListForm` leave over.

    Closed accounts are left out unless they are asked for.
    """
    state = values.get("state")
    rows = rows.filter(standing_out()[str(state)]) if state else rows.filter(is_active=True)
    if "role" in values:
        rows = rows.filter(role=values["role"])
    if "province" in values:
        rows = rows.filter(
            pk__in=ProvinceOfficer.objects.filter(province__code=values["province"]).values("officer")
        )
    for word in search_words(str(values.get("q", ""))):
        rows = rows.filter(
            Q(signing_name__icontains=word)
            | Q(username__icontains=word)
            | Q(email__icontains=word)
            | Q(position__icontains=word)
        )
    return rows


def counts() -> dict[str, int]:
    """Return how many people each filter of `standing_out` shows, and how many have an open account."""
    filters = standing_out()
    aggregates = {
        name.replace("-", "_"): Count("pk", filter=condition) for name, condition in filters.items()
    }
    found = (
        people()
        .prefetch_related(None)
        .order_by()
        .aggregate(open=Count("pk", filter=Q(is_active=True)), **aggregates)
    )
    return {name.replace("_", "-"): count for name, count in found.items()}


def open_code_of(person: User) -> OneTimeCode | None:
    """Return the code of a person that is neither used nor withdrawn; it may have expired."""
    return OneTimeCode.objects.filter(IS_OPEN, person=person).first()


def requests_waiting_for(kind: str, user: User) -> QuerySet[PersonRequest]:
    """Return the requests of a kind that this administrator can decide: not the own, not about oneself."""
    return PersonRequest.objects.filter(kind=kind, outcome="").exclude(asked_by=user).exclude(person=user)


def failed_invitations(_user: User) -> QuerySet[OneTimeCode]:
    """Return the invitations whose mail did not reach the person, with `asked_at`."""
    return OneTimeCode.objects.with_failed_mail().annotate(asked_at=F("given_at"))


def open_requests() -> QuerySet[PersonRequest]:
    """Return the requests that wait for another administrator, the oldest first."""
    return (
        PersonRequest.objects.filter(outcome="")
        .select_related("person", "asked_by")
        .order_by("asked_at", "pk")
    )


def open_work_of(person: User) -> list[WorkGroup]:
    """Return the open work of a person, by kind."""
    groups = (WorkGroup(kind, kind.work_of(person)) for kind in registry.KINDS.values())
    return [group for group in groups if group.pieces]


def has_other_administrators(by: User) -> bool:
    """Return whether anybody else can confirm what this administrator asks for."""
    return User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=by.pk).exists()


def had_other_administrators(*people_left_out: User) -> bool:
    """Return whether anybody but these people is or was an administrator."""
    pks = [person.pk for person in people_left_out]
    if User.objects.filter(role=Role.ADMINISTRATOR).exclude(pk__in=pks).exists():
        return True
    made = HistoryEvent.objects.filter(
        Q(name=Event.ADMINISTRATOR_MADE) | Q(name=Event.PERSON_CHANGED, data__old__role=Role.ADMINISTRATOR)
    )
    return made.exclude(chain__subject__in=[f"user:{pk}" for pk in pks]).exists()


def seal_of(person: User) -> str:
    """Return a seal of what the form about a person shows, to notice that somebody else changed it."""
    terms = [
        [term.province_id, str(term.begins_on), str(term.ends_on)]
        for term in person.terms.not_over().order_by("province")
    ]
    shown = [person.signing_name, person.position, person.email, person.role, person.is_active, terms]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()
