"""What the portal keeps of one person, and the requests about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import DateField, Exists, ForeignKey, Model, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise

from areas.models import ProvinceOfficer
from ecotown.accounts.models import User
from ecotown.common.history.events import EventName, label
from ecotown.common.history.models import Event, NameSeal
from ecotown.configuration.queries import current
from ecotown.notices.models import Notice
from ecotown.people.registry import OpenWork
from ecotown.personal_data import words
from ecotown.personal_data.domain import REGISTER, AtErasure, Expiry, Kept
from ecotown.personal_data.models import DataExport, Erasure

# The history of what the worker deletes in time.
SUBJECT = "personal-data"


@dataclass(frozen=True, slots=True)
class Act:
    """Something that the person did: when, in which history, what, and what was kept of it."""

    at: datetime
    subject: str
    words: str
    data: dict[str, object]


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What the portal keeps of a person; `elsewhere` counts the rows that refer to the person, by table."""

    person: User
    names: list[NameSeal]
    terms: list[ProvinceOfficer]
    acts: list[Act]
    notices: list[Notice]
    elsewhere: list[tuple[str, str, int]]


def data_of(person: User) -> PersonalData:
    """Return what the portal keeps of a person, in the active language."""
    return PersonalData(
        person=person,
        names=list(NameSeal.objects.filter(person=person)),
        terms=list(ProvinceOfficer.objects.filter(officer=person).select_related("province")),
        acts=[
            Act(row.at, row.chain.subject, words_of(row.name), row.data)
            for row in Event.objects.filter(by=person).select_related("chain").order_by("at", "pk")
        ],
        notices=list(Notice.objects.filter(user=person).order_by("created_at", "pk")),
        elsewhere=[
            (str(model._meta.verbose_name), str(field.verbose_name), count)
            for model, field in references()
            if (count := model._default_manager.filter(**{field.name: person}).count())
        ],
    )


def references() -> Iterator[tuple[type[Model], "ForeignKey[User, User]"]]:
    """Yield each column of each table that refers to a person."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model is get_user_model():
                yield model, field


def words_of(name: str) -> str:
    """Return the words of a stored event of any room."""
    found = (enumeration.stored_as(name) for enumeration in EventName.__subclasses__())
    return label(next((event for event in found if event is not None), None))


def erasures() -> list[Erasure]:
    """Return all requests for erasure, those that wait first."""
    rows = Erasure.objects.select_related("person", "asked_by", "decided_by")
    return sorted(rows, key=lambda erasure: not erasure.is_open)


def days_of(kept: Kept) -> int | None:
    """Return after how many days rows of the register are deleted, as the settings say; None for never."""
    return getattr(current(), kept.setting) if kept.setting else kept.days


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A row of the register in words."""

    key: str
    what: Promise
    why: Promise
    how_long: str
    period: Promise
    basis: Promise
    at_erasure: Promise
    is_deleted_in_time: bool
    is_of_account: bool


def register_lines() -> list[RegisterLine]:
    """Return the register in words, in its order, with the periods of the settings."""
    return [_line(kept) for kept in REGISTER]


def _line(kept: Kept) -> RegisterLine:
    what, why, how_long = words.TEXTS[kept.key]
    return RegisterLine(
        key=kept.key,
        what=what,
        why=why,
        how_long=str(how_long) % {"days": days_of(kept)} if kept.setting else str(how_long),
        period=words.PERIODS[kept.period],
        basis=words.BASES[kept.basis],
        at_erasure=words.AT_ERASURE[kept.at_erasure],
        is_deleted_in_time=kept.is_deleted_in_time,
        is_of_account=kept.at_erasure != AtErasure.BY_ITSELF,
    )


def due(kept: Kept, expiry: Expiry) -> QuerySet[Model]:
    """Return the rows whose time is over; one that others refer to waits until these are gone."""
    until = timezone.now() - timedelta(days=days_of(kept) or 0)
    model = apps.get_model(expiry.model)
    is_day = type(model._meta.get_field(expiry.column)) is DateField
    limit: date | datetime = timezone.localdate(until) if is_day else until
    rows = model._default_manager.filter(**{f"{expiry.column}__lt": limit})
    if expiry.text:
        return rows.exclude(**{expiry.text: ""}).order_by("pk")
    for relation in model._meta.related_objects:
        rows = rows.filter(**{f"{relation.name}__isnull": True})
    return rows.order_by("pk")


def last_run() -> Event | None:
    """Return the last event of the worker that deletes what is kept no longer."""
    return Event.objects.filter(chain__subject=SUBJECT).order_by("-sequence").first()


def count_of_acts(person: User) -> int:
    """Return how many steps of the person the history holds."""
    return Event.objects.filter(by=person).count()


def is_erased(person: User) -> bool:
    """Return whether the data of a person were erased."""
    return Erasure.objects.filter(person=person, state=Erasure.State.ERASED).exists()


def exports_of(person: User, *, owner: User) -> list[DataExport]:
    """Return the copies of a person's data that `owner` asked for, the newest first."""
    rows = DataExport.objects.visible_to(owner).filter(person=person).select_related("person")
    return list(rows[:10])


def erasures_waiting_for(user: User) -> QuerySet[Erasure]:
    """Return the erasures that another administrator asked for, without that of the own data."""
    waiting = Erasure.objects.filter(state=Erasure.State.ASKED)
    return waiting.exclude(asked_by=user).exclude(person=user)


def erasures_of(person: User) -> list[OpenWork]:
    """Return the erasures that an administrator asked for and no other one has decided yet."""
    rows = Erasure.objects.filter(state=Erasure.State.ASKED, asked_by=person).select_related("person")
    return [
        OpenWork(
            key=str(row.pk),
            name=str(row.person),
            detail="",
            url=reverse("personal_data:erasure", args=[row.pk]),
        )
        for row in rows.order_by("asked_at", "pk")
    ]


def failed_copies(user: User) -> QuerySet[DataExport]:
    """Return the copies that could not be made for this person, and were not asked for again."""
    asked = DataExport.objects.filter(owner=user)
    asked_again = asked.filter(person=OuterRef("person"), asked_at__gt=OuterRef("asked_at"))
    return asked.filter(~Exists(asked_again), state=DataExport.State.FAILED)
