"""Actions of administrators on the recipients of a ceremony."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from assessments.workflow.domain import Status
from assessments.workflow.models import Assessment
from awards.ceremonies.actions.ceremonies import lock_ceremony
from awards.ceremonies.actions.printed_values import (
    check_resolution,
    printed_values,
    set_printed_values,
    set_pronunciation,
)
from awards.ceremonies.domain.ceremonies import (
    RecipientKind,
    check_adding_area,
    check_recipient_awards,
    check_recipient_by_name,
    check_removing_recipient,
    check_renaming,
)
from awards.ceremonies.models import Ceremony, Recipient
from awards.ceremonies.queries import has_valid_awards, shared_resolutions
from awards.designs.domain.kinds import AwardError, AwardKind
from awards.designs.events import Event
from ecotown.accounts.models import User
from ecotown.common.history import recording

# Fields of a recipient that are recorded. `represented_by` is personal data and stays out of the history.
RECORDED_FIELDS = (
    *("given_name", "given_recognition", "by_resolution", "has_thai_digits"),
    *("with_certificate", "with_plaque", "seat", "pronunciation"),
)
# Fields that the history records under another name.
HISTORY_KEYS = {"pronunciation": "reading_hint"}


@transaction.atomic
def add_areas(
    *,
    ceremony: Ceremony,
    assessments: Iterable[Assessment],
    with_plaque: bool,
    with_certificate: bool = True,
    by: User,
) -> list[Recipient]:
    """Append areas to the list of recipients by their published results; a constant number of queries.

    Raises AwardError("nothing-chosen") and what `check_recipient_awards` and `check_adding_area` raise.
    """
    check_recipient_awards(with_certificate=with_certificate, with_plaque=with_plaque)
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
            with_certificate=with_certificate,
            with_plaque=with_plaque,
            position=position,
            added_by=by,
            added_at=timezone.now(),
        )
        for position, assessment in enumerate(chosen, last + 1)
    )
    receives = {"with_certificate": with_certificate, "with_plaque": with_plaque}
    event_facts = {"assessments": [assessment.pk for assessment in chosen], **receives}
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
    `check_recipient_awards`, `check_letters`, `check_sharing` and `check_wording` raise.
    """
    ceremony = lock_ceremony(ceremony)
    check_recipient_by_name(kind, given_name, given_recognition)
    recipient = Recipient(ceremony=ceremony, kind=RecipientKind(kind).value, added_by=by)
    recipient.added_at, recipient.position = timezone.now(), _last_position(ceremony) + 1
    fill_recipient(recipient, given_name=given_name, given_recognition=given_recognition, **fields)
    save_recipient(recipient)
    recording.record(ceremony.history_subject, Event.RECIPIENT_ADDED, by=by, data=recipient_facts(recipient))
    return recipient


@transaction.atomic
def import_recipients(
    *, ceremony: Ceremony, recipients: Sequence[Mapping[str, Any]], by: User
) -> list[Recipient]:
    """Append recipients by name, each given as the fields of `add_recipient`; return those that were added.

    Those that are on the list already stay as they are. A constant number of queries. Raises
    AwardError("nothing-chosen") and, with the name concerned, what `add_recipient` raises.
    """
    ceremony = lock_ceremony(ceremony)
    if not recipients:
        raise AwardError("nothing-chosen")
    listed = {recipient.identity for recipient in ceremony.recipients.filter(assessment__isnull=True)}
    added: list[Recipient] = []
    last = _last_position(ceremony)
    for fields in recipients:
        recipient = Recipient(ceremony=ceremony, kind=RecipientKind(fields["kind"]).value, added_by=by)
        recipient.added_at, recipient.position = timezone.now(), last + len(added) + 1
        values = {name: value for name, value in fields.items() if name != "kind"}
        try:
            check_recipient_by_name(fields["kind"], fields["given_name"], fields["given_recognition"])
            set_fields(recipient, **values)
        except AwardError as error:
            raise AwardError(error.code, fields["given_name"]) from error
        if recipient.identity not in listed:
            listed.add(recipient.identity)
            added.append(recipient)
    shared = shared_resolutions(added)
    if unresolved := [each.name for each in added if each.by_resolution and each.area_id not in shared]:
        raise AwardError("area-without-result", "; ".join(unresolved))
    added = Recipient.objects.bulk_create(added, batch_size=500)
    if added:
        event_facts = {"recipients": {str(recipient.pk): recipient_facts(recipient) for recipient in added}}
        recording.record(ceremony.history_subject, Event.RECIPIENTS_IMPORTED, by=by, data=event_facts)
    return added


@transaction.atomic
def change_recipient(*, recipient: Recipient, by: User, **fields: Any) -> Recipient:
    """Store the fields of a recipient: `with_certificate`, `with_plaque`, `seat`, `represented_by`,
    `pronunciation`, `is_pronunciation_checked`, and those of `PRINTED_FIELDS`; of an area only
    `has_thai_digits` among these. Printed fields that are not given stay as they are.

    Raises what `add_recipient` and `refuse_dropping_issued` raise, and AwardError("name-fixed") when a valid
    award says otherwise: then `rename_and_replace` of the register changes both.
    """
    lock_ceremony(recipient.ceremony)
    recipient = stored_recipient(recipient)
    before, printed = recipient_facts(recipient), printed_values(recipient)
    fill_recipient(recipient, **fields)
    refuse_dropping_issued([recipient])
    check_renaming(is_renamed=printed_values(recipient) != printed, is_issued=has_valid_awards(recipient))
    save_recipient(recipient)
    event_facts = {"old": before, "new": recipient_facts(recipient)}
    recording.record(recipient.ceremony.history_subject, Event.RECIPIENT_CHANGED, by=by, data=event_facts)
    return recipient


def stored_recipient(recipient: Recipient) -> Recipient:
    """Return the recipient as it is stored, with the rows that its name needs."""
    return Recipient.objects.select_related("ceremony", "area", "assessment__area").get(pk=recipient.pk)


@transaction.atomic
def remove_recipient(*, recipient: Recipient, by: User) -> None:
    """Remove a recipient from the list. Raises what `check_removing_recipient` raises."""
    ceremony = lock_ceremony(recipient.ceremony)
    recipient = ceremony.recipients.get(pk=recipient.pk)
    check_removing_recipient(is_issued=recipient.awards.exists(), is_printed=recipient.items.exists())
    event_facts = recipient_facts(recipient)
    recipient.delete()
    number_recipients(list(ceremony.recipients.all()))
    recording.record(ceremony.history_subject, Event.RECIPIENT_REMOVED, by=by, data=event_facts)


def refuse_dropping_issued(recipients: Iterable[Recipient]) -> None:
    """Raise AwardError("kind-issued") when one of them does not receive an award that it was issued.

    An area may have been issued one apart from the ceremony, and a revoked one is not received.
    """
    dropping = {
        (recipient.pk, kind.value): recipient
        for recipient in recipients
        for kind in AwardKind
        if recipient.is_named and kind not in recipient.award_kinds
    }
    if not dropping:
        return
    issued = Recipient.objects.filter(
        pk__in=[pk for pk, _kind in dropping],
        awards__revoked_at__isnull=True,
        awards__replaced_by__isnull=True,
    ).values_list("pk", "awards__kind")
    if names := [dropping[key].name for key in issued if key in dropping]:
        raise AwardError("kind-issued", "; ".join(names))


def number_recipients(recipients: Sequence[Recipient]) -> None:
    """Store the positions of recipients given in their new order; one query per 500 moved recipients."""
    moved = []
    for position, recipient in enumerate(recipients, 1):
        if recipient.position != position:
            recipient.position = position
            moved.append(recipient)
    Recipient.objects.bulk_update(moved, ["position"], batch_size=500)


def fill_recipient(recipient: Recipient, **fields: Any) -> None:
    """Set the fields of a recipient, which is not stored yet, as `set_fields` does.

    Raises what `add_recipient` raises but for "recipient-listed".
    """
    set_fields(recipient, **fields)
    check_resolution(recipient)


def set_fields(
    recipient: Recipient,
    *,
    with_certificate: bool,
    with_plaque: bool,
    seat: str = "",
    represented_by: str = "",
    pronunciation: str = "",
    is_pronunciation_checked: bool = False,
    **printed: Any,
) -> None:
    """Set the fields of a recipient; `printed` are any of `PRINTED_FIELDS`.

    A reading belongs to the name for which it was written or checked. Raises what `fill_recipient` raises;
    whether there is a resolution to share is not looked at.
    """
    check_recipient_awards(with_certificate=with_certificate, with_plaque=with_plaque)
    recipient.with_certificate, recipient.with_plaque = with_certificate, with_plaque
    recipient.seat, recipient.represented_by = seat.strip(), represented_by.strip()
    set_printed_values(recipient, **printed)
    set_pronunciation(recipient, pronunciation, is_checked=is_pronunciation_checked)


def save_recipient(recipient: Recipient) -> None:
    """Store a recipient. Raises AwardError("recipient-listed")."""
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


def recipient_facts(recipient: Recipient) -> dict[str, object]:
    """Return what the history records of a recipient."""
    identity = {"recipient": recipient.pk, "kind": recipient.kind, "assessment": recipient.assessment_id}
    return identity | {HISTORY_KEYS.get(name, name): getattr(recipient, name) for name in RECORDED_FIELDS}
