"""The course of a ceremony: the call order, who comes, where they sit, how they are read aloud."""

from collections.abc import Collection, Mapping

from django.db import transaction

from awards.actions.ceremonies import lock_ceremony, number_recipients
from awards.domain.ceremonies import Attendance, Order, rearranged
from awards.models import Ceremony, Recipient
from ecotown.accounts.models import User
from ecotown.common import history, thai

ARRANGED = ("seat", "represented_by", "reading_hint", "attendance")
PERSONAL = "represented_by"  # stays out of the history
LAST = "\uffff"  # who belongs to no province is called after all provinces


@transaction.atomic
def arrange(
    *,
    ceremony: Ceremony,
    changes: Mapping[int, Mapping[str, str | int]],
    order: Order | None = None,
    by: User,
) -> int:
    """Write what was changed of recipients (by id): any of `place`, `seat`, `represented_by`,
    `reading_hint` and `attendance`; then sort all of them by `order`. How many were changed or moved.

    Who has been taken off the list meanwhile is left out. A constant number of queries.
    """
    ceremony = lock_ceremony(ceremony)
    before = list(ceremony.recipients.told())
    said = {one: changes[one.pk] for one in before if one.pk in changes}
    written = {one: _write(one, new) for one, new in said.items()}
    places = {one: int(new["place"]) for one, new in said.items() if "place" in new}
    after = rearranged(before, places)
    if order:
        after.sort(key=_key(order))
    moved = {one for place, one in enumerate(after, 1) if one.position != place}
    number_recipients(after)
    touched = [one for one in before if written.get(one) or one in moved]
    if touched:
        Recipient.objects.bulk_update([one for one in touched if written.get(one)], ARRANGED, batch_size=500)
        about = _about(touched, written, moved)
        if order:
            about["sorted"] = order.value
        history.record(ceremony.history_subject, "recipients-arranged", by=by, data=about)
    return len(touched)


@transaction.atomic
def mark_attendance(*, recipient: Recipient, attendance: Attendance, by: User) -> Recipient:
    """Say whether somebody has come to receive the award; again to correct it."""
    lock_ceremony(recipient.ceremony)
    recipient = Recipient.objects.select_related("ceremony").get(pk=recipient.pk)
    if recipient.attendance == attendance:
        return recipient
    about = {"recipient": recipient.pk, "old": recipient.attendance, "new": Attendance(attendance).value}
    recipient.attendance = Attendance(attendance).value
    recipient.save(update_fields=["attendance"])
    history.record(recipient.ceremony.history_subject, "attendance-marked", by=by, data=about)
    return recipient


def _write(recipient: Recipient, new: Mapping[str, str | int]) -> dict[str, str]:
    """Fill in what was said; the former texts of what is another now."""
    former = {}
    for name in ARRANGED:
        text = str(new.get(name, getattr(recipient, name))).strip()
        if text != getattr(recipient, name):
            former[name] = getattr(recipient, name)
            setattr(recipient, name, text)
    return former


def _about(
    touched: list[Recipient], written: Mapping[Recipient, Mapping[str, str]], moved: Collection[Recipient]
) -> dict[str, object]:
    """What is recorded: places and what is known of the seat; not who comes to the stage."""
    changes = {}
    for one in touched:
        new = {name: getattr(one, name) for name in written.get(one, ()) if name != PERSONAL}
        if one in moved:
            new["place"] = one.position
        changes[str(one.pk)] = new
    return {"recipients": changes}


def _key(order: Order):
    """What recipients are sorted by; the province of an area, and then its name, decides among equals."""

    def key(one: Recipient) -> tuple[int, str, str]:
        level = one.assessment.resolution.granted_level if one.assessment_id else 0
        province = one.place.province.sort_key if one.place else LAST
        name = one.assessment.area.sort_key if one.assessment_id else thai.stored_sort_key(one.given_name)
        return (-level if order == Order.LEVEL else 0, province, name)

    return key
