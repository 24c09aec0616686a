"""Actions of administrators on a ceremony."""

from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from awards.ceremonies.domain.ceremonies import (
    SECONDS_EACH,
    check_cancelling_ceremony,
    check_recipient_awards,
)
from awards.ceremonies.models import Ceremony
from awards.designs.domain.purposes import DESIGN_FIELDS, check_design
from awards.designs.events import Event
from awards.designs.models import Design
from ecotown.accounts.models import User
from ecotown.common.history import recording


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
    `fiscal_year`, what its recipients receive (`with_certificate`, `with_plaque`), `starts_at` and
    `seconds_each`, and the designs, as `DESIGN_FIELDS` names them. Raises what `check_design` and
    `check_recipient_awards` raise.
    """
    ceremony = lock_ceremony(ceremony)
    before = _in_history(ceremony)
    _write(ceremony, **fields)
    event_facts = {"old": before, "new": _in_history(ceremony)}
    recording.record(ceremony.history_subject, Event.CEREMONY_CHANGED, by=by, data=event_facts)
    return ceremony


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


def _write(
    ceremony: Ceremony,
    *,
    name: str,
    date: date,
    place: str,
    presiding: str,
    presiding_position: str,
    fiscal_year: int,
    with_certificate: bool = True,
    with_plaque: bool = False,
    starts_at: time | None = None,
    seconds_each: int = SECONDS_EACH,
    **designs: Design | None,
) -> None:
    check_recipient_awards(with_certificate=with_certificate, with_plaque=with_plaque)
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
    ceremony.with_certificate, ceremony.with_plaque = with_certificate, with_plaque
    ceremony.starts_at, ceremony.seconds_each = starts_at, seconds_each
    ceremony.save()


def _in_history(ceremony: Ceremony) -> dict[str, object]:
    names = (
        *("name", "place", "presiding", "presiding_position", "fiscal_year"),
        *("with_certificate", "with_plaque", "seconds_each"),
    )
    fields = {name: getattr(ceremony, name) for name in names}
    fields["starts_at"] = f"{ceremony.starts_at:%H.%M}" if ceremony.starts_at else ""
    fields |= {name: getattr(ceremony, f"{name}_id") for name in DESIGN_FIELDS}
    return {"date": ceremony.date.isoformat()} | fields
