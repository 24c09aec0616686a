"""Sealed names: events hold the salted digest of the name under which a person signed, never the name."""

import secrets
from collections.abc import Iterator
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext_noop

from ecotown.common.history import chain
from ecotown.common.history.events import SealEvent
from ecotown.common.history.models import Event, NameSeal

CHANGED = gettext_noop("the sealed name or its salt was changed")
REMOVED = gettext_noop("the seal of the name is missing")
EMPTIED = gettext_noop("the sealed name was removed without having been erased")
FOREIGN = gettext_noop("the seal is that of another person")
REPLACED = gettext_noop("the seal in use is not the one that was recorded last")
DIFFERENT = gettext_noop("the name shown is not the sealed one")
UNSIGNED = gettext_noop("the row is not signed with a sealed name")


def subject_of(person_id: int) -> str:
    """Return the subject of the history of a person."""
    return f"user:{person_id}"


def new_seal(person: Any) -> NameSeal:
    """Return an unsaved seal of `person.signing_name`, with a salt of its own."""
    salt = secrets.token_hex(16)
    digest = chain.name_digest(person.signing_name, salt)
    return NameSeal(
        person=person, name=person.signing_name, salt=salt, digest=digest, sealed_at=timezone.now()
    )


def faults() -> Iterator[tuple[str, str]]:
    """Yield (subject, fault) for each person whose seals or name were tampered with; three statements.

    Seals are read before the events that explain them, so that one that is erased meanwhile is no fault.
    """
    people = get_user_model()._default_manager.exclude(name_seal_id=None).order_by("pk")
    names = list(people.values_list("pk", "signing_name", "name_seal_id"))
    seals = {seal.digest: seal for seal in NameSeal.objects.all()}
    recorded, erased = recorded_seals()
    told = set()
    for seal in seals.values():
        if (fault := fault_of(seal, erased)) and seal.person_id not in told:
            told.add(seal.person_id)
            yield subject_of(seal.person_id), fault
    for person_id, name, digest in names:
        fault = _fault_of_name(person_id, name, seals.get(digest), recorded)
        if fault and person_id not in told:
            yield subject_of(person_id), fault


def fault_of(seal: NameSeal, erased: set[tuple[str, str]]) -> str:
    """Return what is wrong with a stored seal, "" when nothing is."""
    if seal.name == seal.salt == "":
        return "" if (subject_of(seal.person_id), seal.digest) in erased else EMPTIED
    return "" if chain.name_digest(seal.name, seal.salt) == seal.digest else CHANGED


def _fault_of_name(person_id: int, name: str, seal: NameSeal | None, recorded: dict[str, str]) -> str:
    if seal is None:
        return REMOVED
    if seal.person_id != person_id:
        return FOREIGN
    if recorded.get(subject_of(person_id), seal.digest) != seal.digest:
        return REPLACED
    return "" if seal.name == name else DIFFERENT


def recorded_seals() -> tuple[dict[str, str], set[tuple[str, str]]]:
    """Return the digest recorded last by subject, and (subject, digest) of each name that was erased."""
    recorded, erased = {}, set()
    events = Event.objects.filter(name__in=list(SealEvent)).order_by("chain_id", "sequence")
    for subject, name, data in events.values_list("chain__subject", "name", "data"):
        if name == SealEvent.NAME_SEALED:
            recorded[subject] = data["name_seal"]
        else:
            erased |= {(subject, digest) for digest in data["name_seals"]}
    return recorded, erased
