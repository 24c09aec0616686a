"""Actions on the call order, seats, representatives, pronunciation and attendance of a ceremony."""

from collections.abc import Callable, Collection, Mapping

from django.db import transaction

from assessments.committee.queries import resolution_of
from awards.ceremonies.actions.ceremonies import lock_ceremony
from awards.ceremonies.actions.recipients import HISTORY_KEYS, number_recipients, refuse_dropping_issued
from awards.ceremonies.domain.ceremonies import (
    Attendance,
    CallOrder,
    check_recipient_awards,
    rearranged,
)
from awards.ceremonies.models import Ceremony, Recipient
from awards.designs.events import Event
from ecotown.accounts.models import User
from ecotown.common.history import recording
from ecotown.common.thai import ordering

AWARD_FIELDS = ("with_certificate", "with_plaque")
ARRANGED_FIELDS = (*AWARD_FIELDS, "seat", "represented_by", "pronunciation", "attendance")
PERSONAL_FIELD = "represented_by"  # stays out of the history
SORTS_LAST = "\uffff"  # recipients without a province are called after all provinces


@transaction.atomic
def arrange_recipients(
    *,
    ceremony: Ceremony,
    changes: Mapping[int, Mapping[str, str | int | bool]],
    order: CallOrder | None = None,
    by: User,
) -> int:
    """Store changes of recipients and sort the call order; return how many recipients changed or moved.

    `changes` maps the id of a recipient to any of `place`, `with_certificate`, `with_plaque`, `seat`,
    `represented_by`, `pronunciation` and `attendance`; afterwards all recipients are sorted by `order`.
    Recipients that were removed from the list meanwhile are ignored. A constant number of queries.

    Raises what `check_recipient_awards` raises, and AwardError("kind-issued") with the names of those whose
    award of a kind is issued and not revoked, so that they receive it.
    """
    ceremony = lock_ceremony(ceremony)
    before = list(ceremony.recipients.with_list_relations())
    new_values = {recipient: changes[recipient.pk] for recipient in before if recipient.pk in changes}
    former_values = {recipient: _write(recipient, values) for recipient, values in new_values.items()}
    for recipient in new_values:
        check_recipient_awards(with_certificate=recipient.with_certificate, with_plaque=recipient.with_plaque)
    refuse_dropping_issued(former_values)
    places = {
        recipient: int(values["place"]) for recipient, values in new_values.items() if "place" in values
    }
    after = rearranged(before, places)
    if order:
        after.sort(key=_sort_key(order))
    moved = {recipient for place, recipient in enumerate(after, 1) if recipient.position != place}
    number_recipients(after)
    changed = [recipient for recipient in before if former_values.get(recipient) or recipient in moved]
    if changed:
        updated = [recipient for recipient in changed if former_values.get(recipient)]
        stored_fields = (*ARRANGED_FIELDS, "pronounced_name")
        Recipient.objects.bulk_update(updated, stored_fields, batch_size=500)
        event_facts = _event_facts(changed, former_values, moved)
        if order:
            event_facts["sorted"] = order.value
        recording.record(ceremony.history_subject, Event.RECIPIENTS_ARRANGED, by=by, data=event_facts)
    return len(changed)


@transaction.atomic
def mark_attendance(*, recipient: Recipient, attendance: Attendance, by: User) -> Recipient:
    """Store whether somebody is present to receive the award; a later call corrects it."""
    lock_ceremony(recipient.ceremony)
    recipient = Recipient.objects.select_related("ceremony").get(pk=recipient.pk)
    if recipient.attendance == attendance:
        return recipient
    event_facts = {
        "recipient": recipient.pk,
        "old": recipient.attendance,
        "new": Attendance(attendance).value,
    }
    recipient.attendance = Attendance(attendance).value
    recipient.save(update_fields=["attendance"])
    recording.record(recipient.ceremony.history_subject, Event.ATTENDANCE_MARKED, by=by, data=event_facts)
    return recipient


def _write(recipient: Recipient, values: Mapping[str, str | int | bool]) -> dict[str, str | bool]:
    """Set the values on the recipient; return the former values of the fields that changed."""
    former = {}
    for name in ARRANGED_FIELDS:
        value = values.get(name, getattr(recipient, name))
        value = bool(value) if name in AWARD_FIELDS else str(value).strip()
        if value != getattr(recipient, name):
            former[name] = getattr(recipient, name)
            setattr(recipient, name, value)
    if "pronunciation" in former:
        recipient.pronounced_name = recipient.written_name
    return former


def _event_facts(
    changed: list[Recipient],
    former_values: Mapping[Recipient, Mapping[str, str | bool]],
    moved: Collection[Recipient],
) -> dict[str, object]:
    """Return what the event records: new places and values, without `PERSONAL_FIELD`."""
    changes = {}
    for recipient in changed:
        values = {
            HISTORY_KEYS.get(name, name): getattr(recipient, name)
            for name in former_values.get(recipient, ())
            if name != PERSONAL_FIELD
        }
        if recipient in moved:
            values["place"] = recipient.position
        changes[str(recipient.pk)] = values
    return {"recipients": changes}


def _sort_key(order: CallOrder) -> Callable[[Recipient], tuple[int, str, str]]:
    """Return the sort key of recipients; among equals province and then name decide."""

    def key(recipient: Recipient) -> tuple[int, str, str]:
        assessment = recipient.assessment
        level = resolution_of(assessment).granted_level if assessment else 0
        province = recipient.target_area.province.sort_key if recipient.target_area else SORTS_LAST
        name = assessment.area.sort_key if assessment else ordering.stored_sort_key(recipient.given_name)
        return (-level if order == CallOrder.LEVEL else 0, province, name)

    return key
