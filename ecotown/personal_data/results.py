"""Deleting personal data whose time is over, removing those of a person, making the copies asked for."""

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from ecotown.accounts.models import User
from ecotown.common.history import recording
from ecotown.common.produced_files import making
from ecotown.common.produced_files.making import FileMaker, unguessable_name
from ecotown.personal_data import queries
from ecotown.personal_data.documents import data_workbook
from ecotown.personal_data.domain import REGISTER, AtErasure, Expiry, Kept
from ecotown.personal_data.events import Event
from ecotown.personal_data.models import DataExport

BATCH = 1000  # rows deleted in one transaction
BATCHES = 50  # of one kind in one run; the rest waits for the next day
# The tables of other packages hold nothing of a person but how they sign in.
SIGN_IN_APPS = {"account", "mfa", "socialaccount", "usersessions"}


def apply_retention() -> dict[str, int]:
    """Delete what the register lets nobody keep any longer; return how many of each row, without zeros.

    What was deleted is recorded at the end. A run that is repeated finds nothing more to delete.
    """
    deleted = {kept.key: sum(_delete(kept, expiry) for expiry in kept.expiries) for kept in REGISTER}
    counts = {key: count for key, count in deleted.items() if count}
    if counts:
        with transaction.atomic():
            recording.record(queries.SUBJECT, Event.DATA_DELETED_IN_TIME, by=None, data={"deleted": counts})
    return counts


def _delete(kept: Kept, expiry: Expiry) -> int:
    """Delete the rows of an expiry, or remove their text; return how many."""
    total = 0
    for _number in range(BATCHES):
        with transaction.atomic():
            pks = list(queries.due(kept, expiry).values_list("pk", flat=True)[:BATCH])
            rows = apps.get_model(expiry.model)._default_manager.filter(pk__in=pks)
            if expiry.text:
                rows.update(**{expiry.text: ""})
            else:
                rows.delete()
        total += len(pks)
        if len(pks) < BATCH:
            break
    return total


def remove_rows_of(person: User) -> None:
    """Delete what the register removes at an erasure: notices, mails, views, sessions, means of signing in.

    Copies of the person's data and those that the person asked for expire at once.
    """
    removed = [column for kept in REGISTER if kept.at_erasure == AtErasure.REMOVED for column in kept.columns]
    for model, field in queries.references():
        if model._meta.app_label in SIGN_IN_APPS or f"{model._meta.label}.{field.name}" in removed:
            _delete_all(model, field.name, person)
    copies = DataExport.objects.filter(models.Q(person=person) | models.Q(owner=person))
    copies.update(expires_at=timezone.now())
    making.expire(copies)


def _delete_all(model: type[models.Model], column: str, person: User) -> None:
    model._default_manager.filter(**{column: person}).delete()


EXPORTS: FileMaker[DataExport] = FileMaker(
    rows=DataExport.objects.select_related("person"),
    contents=lambda exports: (data_workbook(queries.data_of(export.person)) for export in exports),
    name=lambda export, _sha256: f"{export.person_id}/{unguessable_name('xlsx')}",
)
