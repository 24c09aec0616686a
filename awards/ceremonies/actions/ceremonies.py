"""Actions of administrators on a ceremony and its recipients."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from areas.models import TargetArea
from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from awards.ceremonies.domain.ceremonies import (
    RecipientKind,
    check_adding_area,
    check_cancelling_ceremony,
    check_recipient_awards,
    check_recipient_by_name,
    check_removing_recipient,
    check_sharing,
)
from awards.ceremonies.models import Ceremony, Recipient
from awards.ceremonies.queries import shared_resolutions
from awards.designs.domain.kinds import AwardError
from awards.designs.domain.purposes import DESIGN_FIELDS, check_design, check_wording
from awards.designs.events import Event
from awards.designs.models import Design
from ecotown.accounts.models import User
from ecotown.common.history import recording

# Fields of a recipient that are recorded. `represented_by` is personal data and stays out of the history.
RECORDED_FIELDS = (
    *("given_name", "given_recognition", "by_resolution", "with_certificate", "with_plaque"),
    *("seat", "pronunciation"),
)
# Fields that the history records under another name.
HISTORY_KEYS = {"pronunciation": "reading_hint"}


@transaction.atomic
def plan_ceremony(*, by: User, **fields: Any) -> Ceremony:
    """Create a ceremony; `fields` as in `change_ceremony`. Raises what `check_design` raises."""
    ceremony = Ceremony(planned_by=by, planned_at=timezone.now())
    _write(ceremony, **fields)
    recording.record(ceremony.history_subject, Event.CEREMONY_PLANNED, by=by, data=_in_history(ceremony))
    return ceremony


@transaction.atomic
def change_ceremony(*, ceremony: Ceremony, by: User, **fields: Any) -> Ceremony:
    """Store the fields of a ceremony: `name`, `date`, `place`, `presiding`, `presiding_position`,
    `fiscal_year` and the designs, as `DESIGN_FIELDS` names them. Raises what `check_design` raises.
    """
    ceremony = lock_ceremony(ceremony)
    before = _in_history(ceremony)
    _write(ceremony, **fields)
    event_facts = {"old": before, "new": _in_history(ceremony)}
    recording.record(ceremony.history_subject, Event.CEREMONY_CHANGED, by=by, data=event_facts)
    return ceremony


@transaction.atomic
def add_areas(
    *, ceremony: Ceremony, assessments: Iterable[Assessment], with_plaque: bool, by: User
) -> list[Recipient]:
    """Append areas to the list of recipients by their published results; a constant number of queries.

    Raises AwardError("nothing-chosen") and what `check_adding_area` raises.
    """
    ceremony = lock_ceremony(ceremony)
    chosen = list(assessments)
    if not chosen:
        raise AwardError("nothing-chosen")
    stored = Assessment.objects.select_related("resolution").in_bulk([assessment.pk for assessment in chosen])
    listed = set(ceremony.recipients.filter(assessment__in=stored).values_list("assessment", flat=True))
    for assessment in stored.values():
        is_published = assessment.status == Status.PUBLISHED
        level = assessment.resolution.granted_level if is_published else 0
        check_adding_area(is_published=is_published, level=level, is_listed=assessment.pk in listed)
    last = _last_position(ceremony)
    added = Recipient.objects.bulk_create(
        Recipient(
            ceremony=ceremony,
            kind=RecipientKind.AREA.value,
            assessment=assessment,
            with_plaque=with_plaque,
            position=position,
            added_by=by,
            added_at=timezone.now(),
        )
        for position, assessment in enumerate(chosen, last + 1)
    )
    event_facts = {"assessments": [assessment.pk for assessment in chosen], "with_plaque": with_plaque}
    recording.record(ceremony.history_subject, Event.AREAS_ADDED, by=by, data=event_facts)
    return added


@transaction.atomic
def add_recipient(
    *,
    ceremony: Ceremony,
    kind: RecipientKind,
    given_name: str,
    given_recognition: str,
    by: User,
    **fields: Any,
) -> Recipient:
    """Append a recipient by name to the list; `fields` as in `change_recipient`.

    Raises AwardError: "recipient-listed", "area-without-result" and what `check_recipient_by_name`,
    `check_recipient_awards`, `check_sharing` and `check_wording` raise.
    """
    ceremony = lock_ceremony(ceremony)
    check_recipient_by_name(kind, given_name, given_recognition)
    recipient = Recipient(ceremony=ceremony, kind=RecipientKind(kind).value, added_by=by)
    recipient.added_at, recipient.position = timezone.now(), _last_position(ceremony) + 1
    _fill(recipient, given_name=given_name, given_recognition=given_recognition, **fields)
    _save_recipient(recipient)
    recording.record(ceremony.history_subject, Event.RECIPIENT_ADDED, by=by, data=_event_facts(recipient))
    return recipient


@transaction.atomic
def change_recipient(*, recipient: Recipient, by: User, **fields: Any) -> Recipient:
    """Store the fields of a recipient: `with_certificate`, `with_plaque`, `seat`, `represented_by`,
    `pronunciation`; of a recipient by name also `given_name`, `given_recognition`, `area` and
    `by_resolution`. An award that is issued keeps what is printed on it; a new name is printed on the next
    one.

    Raises what `add_recipient` raises.
    """
    lock_ceremony(recipient.ceremony)
    recipient = Recipient.objects.select_related("ceremony").get(pk=recipient.pk)
    before = _event_facts(recipient)
    _fill(recipient, **fields)
    if recipient.kind != RecipientKind.AREA:
        check_recipient_by_name(recipient.kind, recipient.given_name, recipient.given_recognition)
    _save_recipient(recipient)
    event_facts = {"old": before, "new": _event_facts(recipient)}
    recording.record(recipient.ceremony.history_subject, Event.RECIPIENT_CHANGED, by=by, data=event_facts)
    return recipient


@transaction.atomic
def remove_recipient(*, recipient: Recipient, by: User) -> None:
    """Remove a recipient from the list. Raises what `check_removing_recipient` raises."""
    ceremony = lock_ceremony(recipient.ceremony)
    recipient = ceremony.recipients.get(pk=recipient.pk)
    check_removing_recipient(is_issued=recipient.awards.exists(), is_printed=recipient.items.exists())
    event_facts = _event_facts(recipient)
    recipient.delete()
    number_recipients(list(ceremony.recipients.all()))
    recording.record(ceremony.history_subject, Event.RECIPIENT_REMOVED, by=by, data=event_facts)


@transaction.atomic
def cancel_ceremony(*, ceremony: Ceremony, by: User) -> None:
    """Delete a ceremony of which nothing is issued, with its recipients and packages.

    Raises what `check_cancelling_ceremony` raises.
    """
    ceremony = lock_ceremony(ceremony)
    check_cancelling_ceremony(
        is_issued=ceremony.recipients.filter(awards__isnull=False).exists(),
        is_printed=ceremony.runs.exists(),
    )
    event_facts = _in_history(ceremony) | {"recipients": ceremony.recipients.count()}
    recording.record(ceremony.history_subject, Event.CEREMONY_CANCELLED, by=by, data=event_facts)
    files = [(package.file.storage, package.file.name) for package in ceremony.packages.all() if package.file]
    ceremony.packages.all().delete()
    ceremony.recipients.all().delete()
    ceremony.delete()
    transaction.on_commit(lambda: [storage.delete(name) for storage, name in files], robust=True)


def lock_ceremony(ceremony: Ceremony) -> Ceremony:
    """Return the stored ceremony, locked until the transaction ends."""
    return Ceremony.objects.select_for_update(of=("self",)).select_related(*DESIGN_FIELDS).get(pk=ceremony.pk)


def number_recipients(recipients: Sequence[Recipient]) -> None:
    """Store the positions of recipients given in their new order; one query per 500 moved recipients."""
    moved = []
    for position, recipient in enumerate(recipients, 1):
        if recipient.position != position:
            recipient.position = position
            moved.append(recipient)
    Recipient.objects.bulk_update(moved, ["position"], batch_size=500)


def _write(
    ceremony: Ceremony,
    *,
    name: str,
    date: date,
    place: str,
    presiding: str,
    presiding_position: str,
    fiscal_year: int,
    **designs: Design | None,
) -> None:
    for column, (kind, purpose) in DESIGN_FIELDS.items():
        if design := designs[column]:
            check_design(
                *(kind, purpose),
                design_kind=design.kind,
                design_purpose=design.purpose,
                is_published=design.is_published,
            )
        setattr(ceremony, column, design)
    ceremony.name, ceremony.date, ceremony.place = name.strip(), date, place.strip()
    ceremony.presiding, ceremony.presiding_position = presiding.strip(), presiding_position.strip()
    ceremony.fiscal_year = fiscal_year
    ceremony.save()


def _fill(
    recipient: Recipient,
    *,
    with_certificate: bool,
    with_plaque: bool,
    seat: str = "",
    represented_by: str = "",
    pronunciation: str = "",
    given_name: str = "",
    given_recognition: str = "",
    area: TargetArea | None = None,
    by_resolution: bool = False,
) -> None:
    check_recipient_awards(with_certificate=with_certificate, with_plaque=with_plaque)
    recipient.with_certificate, recipient.with_plaque = with_certificate, with_plaque
    recipient.seat, recipient.represented_by = seat.strip(), represented_by.strip()
    recipient.pronunciation = pronunciation.strip()
    if recipient.kind != RecipientKind.AREA:
        recipient.given_name, recipient.given_recognition = given_name.strip(), given_recognition.strip()
        recipient.area, recipient.by_resolution = area, by_resolution
        check_sharing(recipient.kind, by_resolution=by_resolution)
        for text in (recipient.given_name, recipient.given_recognition):
            check_wording(recipient.purpose, [text])
        if by_resolution and not shared_resolutions([recipient]):
            raise AwardError("area-without-result")


def _save_recipient(recipient: Recipient) -> None:
    same_names = recipient.ceremony.recipients.exclude(pk=recipient.pk).filter(
        kind=recipient.kind,
        assessment__isnull=True,
        given_name=recipient.given_name,
        given_recognition=recipient.given_recognition,
    )
    try:
        with transaction.atomic():
            recipient.save()
    except IntegrityError as error:
        if same_names.exists():
            raise AwardError("recipient-listed") from error
        raise


def _last_position(ceremony: Ceremony) -> int:
    return ceremony.recipients.aggregate(last=Max("position"))["last"] or 0


def _event_facts(recipient: Recipient) -> dict[str, object]:
    identity = {"recipient": recipient.pk, "kind": recipient.kind, "assessment": recipient.assessment_id}
    return identity | {HISTORY_KEYS.get(name, name): getattr(recipient, name) for name in RECORDED_FIELDS}


def _in_history(ceremony: Ceremony) -> dict[str, object]:
    names = ("name", "place", "presiding", "presiding_position", "fiscal_year")
    fields = {name: getattr(ceremony, name) for name in names}
    fields |= {name: getattr(ceremony, f"{name}_id") for name in DESIGN_FIELDS}
    return {"date": ceremony.date.isoformat()} | fields
