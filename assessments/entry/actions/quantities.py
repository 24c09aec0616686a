"""Typing and confirming the shared quantities of an area, and having inputs follow them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from assessments.entry import queries
from assessments.entry.actions.entries import fits_column, save_entries, write_quantities
from assessments.entry.domain.quantities import NO_VALUE, following_values, open_quantities
from assessments.entry.domain.values import number_text
from assessments.workflow import domain
from assessments.workflow.actions import lock, record
from assessments.workflow.domain import WorkflowError
from assessments.workflow.events import Event
from assessments.workflow.models import Assessment
from assessments.workflow.queries import edition_of
from ecotown.accounts.models import User
from indicators.criteria.domain.framework import Framework
from indicators.plausibility.domain import Spot

Numbers = Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class SavedQuantities:
    """The assessment after a save of shared quantities, and the codes whose inputs followed."""

    assessment: Assessment
    followed: tuple[str, ...]


@transaction.atomic
def save_quantities(
    *,
    assessment: Assessment,
    values: Numbers,
    followers: Mapping[Spot, Decimal | None] | None = None,
    expected: Numbers | None = None,
    by: User,
) -> SavedQuantities:
    """Store shared quantities by key, and have inputs follow them; None empties a quantity.

    Every empty input of a changed quantity is filled where it can take the number, and the `followers` are
    overwritten; they have the numbers that the officer saw there. An entry that waits to be confirmed still
    does afterwards. Raises WorkflowError and changes nothing: what `store_quantities` raises;
    "changed-meanwhile" with the codes of followers that hold another number by now, "cannot-follow" with the
    codes of those that cannot follow: they do not apply, are not returned or would be impossible.
    """
    assessment = lock(assessment)
    domain.check_entering(assessment.status)
    edition = edition_of(assessment)
    check_quantities(values, edition)
    followers = followers or {}
    stored = queries.entered(assessment)
    overtaken = [
        spot.code
        for spot, seen in followers.items()
        if stored.values.get(spot.code, NO_VALUE).inputs.get(spot.key) != seen
    ]
    if overtaken:
        raise WorkflowError("changed-meanwhile", overtaken)
    changed = {key: number for key, number in values.items() if number != stored.quantities.get(key)}
    present = {key: number for key, number in {**stored.quantities, **changed}.items() if number is not None}
    followed = following_values(
        edition,
        stored.values,
        present,
        filled=changed.keys(),
        followers=followers,
        unlocked=assessment.unlocked_codes(),
    )
    store_quantities(assessment=assessment, values=values, expected=expected, followed=tuple(followed), by=by)
    saved = save_entries(assessment=assessment, values=followed, followed=tuple(followed), by=by)
    return SavedQuantities(saved.assessment, tuple(followed))


@transaction.atomic
def store_quantities(
    *,
    assessment: Assessment,
    values: Numbers,
    expected: Numbers | None = None,
    followed: Collection[str] = (),
    by: User,
) -> bool:
    """Store shared quantities by key, and nothing else; None empties a quantity. Return whether any changed.

    The inputs of the indicators `followed` are written by the caller. `expected` are the numbers stored when
    the officer began to type. Raises WorkflowError: "locked"; with the keys of the quantities
    "wrong-quantity" for unknown ones and impossible numbers, "quantity-changed" when someone else changed one
    first; "not-returned" for a quantity that no returned indicator asks for.
    """
    assessment = lock(assessment)
    domain.check_entering(assessment.status)
    edition = edition_of(assessment)
    check_quantities(values, edition)
    stored = queries.entered_quantities(assessment)
    changed = {key: number for key, number in values.items() if number != stored.get(key)}
    if not changed:
        return False
    expected = expected or {}
    if overtaken := [key for key in changed if key in expected and expected[key] != stored.get(key)]:
        raise WorkflowError("quantity-changed", overtaken)
    _check_unlocked(changed, edition, assessment.unlocked_codes())
    typed = {key: number for key, number in changed.items() if number is not None}
    if typed:
        write_quantities(assessment, typed, by=by)
    if emptied := changed.keys() - typed.keys():
        assessment.quantity_entries.filter(quantity__key__in=emptied).delete()
    changes = {
        key: {"old": _plain(stored.get(key)), "new": _plain(number)} for key, number in changed.items()
    }
    record(Event.QUANTITIES_SAVED, assessment, by=by, quantity_changes=changes, codes=sorted(followed))
    return True


@transaction.atomic
def confirm_quantities(*, assessment: Assessment, keys: Collection[str], by: User) -> Assessment:
    """Confirm shared quantities carried forward from the previous cycle; those confirmed already stay.

    Raises WorkflowError: "locked" after submission, "not-returned" for a quantity that no returned
    indicator asks for.
    """
    assessment = lock(assessment)
    domain.check_entering(assessment.status)
    waiting = [key for key in queries.unconfirmed_quantities(assessment) if key in keys]
    if waiting:
        _check_unlocked(waiting, edition_of(assessment), assessment.unlocked_codes())
        assessment.quantity_entries.filter(quantity__key__in=waiting).update(
            is_confirmed=True, entered_by=by, entered_at=timezone.now()
        )
        record(Event.QUANTITIES_CONFIRMED, assessment, by=by, quantities=waiting)
    return assessment


def check_quantities(values: Numbers, edition: Framework) -> None:
    """Raise WorkflowError("wrong-quantity") with the keys that are unknown or whose number is impossible."""
    known = {quantity.key for quantity in edition.quantities}
    wrong = [
        key
        for key, number in values.items()
        if key not in known or (number is not None and (not fits_column(number) or number < 0))
    ]
    if wrong:
        raise WorkflowError("wrong-quantity", wrong)


def _check_unlocked(keys: Collection[str], edition: Framework, unlocked: Collection[str] | None) -> None:
    """Raise WorkflowError("not-returned") with the quantities that no unlocked indicator asks for."""
    open_keys = None if unlocked is None else open_quantities(edition, unlocked)
    domain.check_unlocked(keys, open_keys)


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else number_text(number)
