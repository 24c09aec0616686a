"""What the pages of people show: counts of what stands out, and the history of a person in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from areas.models import Province
from ecotown.accounts.models import Role, User
from ecotown.common.history import recording
from ecotown.common.history.events import EventName, label
from ecotown.common.history.reading import Change, Fact, ShownEvent, shown_events
from ecotown.common.thai.formats import named, short_date
from ecotown.notices.registry import PendingWork, declare_work
from ecotown.people import registry, words
from ecotown.people.actions.closing import withdraw_request
from ecotown.people.actions.locking import subject_of
from ecotown.people.domain import RequestKind
from ecotown.people.events import Event
from ecotown.people.models.requests import PersonRequest
from ecotown.people.queries.people import failed_invitations, open_requests, requests_waiting_for
from ecotown.people.registry import OpenWork

ROLES = dict(Role.choices)


@dataclass(frozen=True, slots=True)
class ListedCount:
    """How many people stand out in one way, and the address of the list of them."""

    words: str
    count: int
    url: str


def listed_counts(counts: Mapping[str, int]) -> list[ListedCount]:
    """Return what stands out among the people, without what does not."""
    page = reverse("people:list")
    return [
        ListedCount(str(words.STATES[state]), counts[state], f"{page}?{urlencode({'state': state})}")
        for state in words.STATES
        if counts[state]
    ]


def person_events(person: User) -> list[ShownEvent]:
    """Return the events of a person, the newest first."""
    provinces = {province.code: named(province) for province in Province.objects.all()}
    people = {user.pk: str(user) for user in User.objects.all()}
    return shown_events(
        subject_of(person),
        lambda name: label(_event(name)),
        changes=_changes,
        facts=lambda row: _facts(row.data, provinces, people),
    )


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Work that was handed over at one time: each piece with the name of who takes it."""

    at: datetime
    by: str
    reason: str
    pieces: list[tuple[str, str]]


def handed_over_work(person: User, reader: User) -> list[HandedOver]:
    """Return what was handed over of a person's work, the latest first, as far as it concerns a reader."""
    is_all = reader.pk == person.pk or reader.has_perm("people.manage")
    rows = recording.events_of(subject_of(person)).filter(name=Event.WORK_HANDED_OVER).reverse()
    rows = [row for row in rows if is_all or reader.pk in _concerned(row.data)]
    people = {user.pk: str(user) for user in User.objects.all()} if rows else {}
    nobody = _("nobody yet")
    return [
        HandedOver(
            row.at,
            row.signed_by,
            row.data["reason"],
            [(piece["work"], people.get(piece["to"]) or nobody) for piece in row.data["pieces"]],
        )
        for row in rows
    ]


def _concerned(data: Mapping[str, Any]) -> set[int]:
    """Return the ids of those who take work that was handed over, or were told of it."""
    return {piece["to"] for piece in data["pieces"]} | set(data.get("told", []))


def _event(name: str) -> EventName | None:
    """Return the event that is stored under `name`, of whichever room."""
    found = (enumeration.stored_as(name) for enumeration in EventName.__subclasses__())
    return next((event for event in found if event), None)


def _changes(row) -> Iterator[Change]:
    old, new = row.data.get("old"), row.data.get("new")
    if isinstance(old, dict) and isinstance(new, dict):
        for name, heading in words.DETAILS.items():
            if name in new:
                yield str(heading), _value(name, old.get(name)), _value(name, new[name])


def _facts(
    data: Mapping[str, object], provinces: Mapping[str, str], people: Mapping[object, str]
) -> Iterator[Fact]:
    if "province" in data:
        yield _("Province"), provinces.get(str(data["province"]), str(data["province"]))
        yield _("Term"), _term(data)
    if data.get("role") in ROLES:
        yield _("Role"), str(ROLES[data["role"]])
    if "by_mail" in data:
        yield _("Way"), _("By mail") if data["by_mail"] else _("By a letter")
    if "asked_by" in data:
        yield pgettext("request", "Asked by"), people.get(data["asked_by"], "–")
    if isinstance(data.get("fields"), list):
        yield _("Changed"), ", ".join(str(words.DETAILS.get(name, name)) for name in data["fields"])
    pieces = data.get("pieces")
    for piece in pieces if isinstance(pieces, list) else []:
        yield str(piece["work"]), people.get(piece["to"]) or _("nobody yet")


def _term(data: Mapping[str, object]) -> str:
    """Return the days of a term in words."""
    begins, ends = (
        short_date(date.fromisoformat(str(data[name]))) if data.get(name) else ""
        for name in ("begins_on", "ends_on")
    )
    if begins and ends:
        return f"{begins} – {ends}"
    if begins:
        return _("from %(day)s on") % {"day": begins}
    return _("until %(day)s") % {"day": ends} if ends else _("without an end")


def _value(name: str, value: object) -> str:
    if name == "role":
        return str(ROLES.get(str(value), value))
    return str(value or "–")


def work_about_people(user: User) -> list[PendingWork]:
    """Return what waits for this administrator about people, the oldest first; one query for all kinds."""
    if not user.has_perm("people.manage"):
        return []
    kinds = registry.WORK_ABOUT_PEOPLE
    first, *others = (_work_rows(number, kind, user) for number, kind in enumerate(kinds))
    rows = first.union(*others, all=True).order_by("asked_at", "kind_number", "pk")
    return [
        PendingWork(
            name=signing_name or username,
            action=str(kinds[number].action),
            url=kinds[number].url_of(pk, person),
            list_url=reverse(kinds[number].list_url_name),
            due=None,
            since=timezone.localdate(asked_at),
            detail=detail,
        )
        for number, pk, person, signing_name, username, asked_at, detail in rows
    ]


def _work_rows(number: int, kind: registry.WorkAboutPeople, user: User) -> QuerySet:
    """Return the rows of a kind with the same columns as those of every other kind."""
    detail = F(kind.detail) if kind.detail else Value("")
    rows = kind.rows_of(user).order_by()
    rows = rows.annotate(kind_number=Value(number), detail=Cast(detail, TextField()))
    person = ("person", "person__signing_name", "person__username")
    return rows.values_list("kind_number", "pk", *person, "asked_at", "detail")


def requests_of(person: User) -> list[OpenWork]:
    """Return the requests of an administrator that no other one has decided yet."""
    kinds = PersonRequest.KINDS
    return [
        OpenWork(
            key=str(row.pk),
            name=str(kinds[RequestKind(row.kind)]),
            detail=str(row.person),
            url=reverse("people:requests"),
        )
        for row in open_requests().filter(asked_by=person)
    ]


def declare() -> None:
    """Register the requests as work about people, and this work; called when the portal starts."""
    for kind, action in PersonRequest.KINDS.items():
        registry.declare_work_about_people(
            registry.WorkAboutPeople(
                action=action,
                rows_of=partial(requests_waiting_for, kind),
                url_of=lambda _pk, _person: reverse("people:requests"),
                list_url_name="people:requests",
                detail="reason",
            )
        )
    registry.declare_work_about_people(
        registry.WorkAboutPeople(
            action=gettext_lazy("Send the invitation again or print a letter"),
            rows_of=failed_invitations,
            url_of=lambda _pk, person: reverse("people:person", args=[person]),
            list_url_name="people:list",
        )
    )
    registry.declare_open_work(
        registry.WorkToHandOver(
            "requests",
            gettext_lazy("Requests that wait for another administrator"),
            gettext_lazy("Withdraw the request"),
            requests_of,
            lambda _person: User.objects.none(),
            withdraw_request,
        )
    )
    declare_work(gettext_lazy("People and their data"), work_about_people)
