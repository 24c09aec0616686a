"""Actions on personal data: copies, and the erasure that two administrators decide on."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ecotown.accounts.models import User
from ecotown.common.history import recording, sealing
from ecotown.personal_data import results, tasks
from ecotown.personal_data.domain import PersonalDataError
from ecotown.personal_data.events import Event
from ecotown.personal_data.models import ASKED, ERASED, WITHDRAWN, DataExport, Erasure


@transaction.atomic
def ask_for_export(*, person: User, by: User) -> DataExport:
    """Have a copy of a person's data made for `by`; one that is still being made is not asked for twice."""
    User.objects.select_for_update().get(pk=person.pk)
    waiting = DataExport.objects.filter(person=person, owner=by, state=DataExport.State.WAITING).first()
    if waiting:
        return waiting
    export = DataExport.objects.create(person=person, owner=by, asked_at=timezone.now())
    _record(Event.DATA_EXPORT_ASKED, person, by=by, export=export.pk)
    tasks.make_exports.delay_on_commit(pks=[export.pk])
    return export


@transaction.atomic
def ask_for_erasure(*, person: User, reason: str, by: User) -> Erasure:
    """Ask for the erasure of a person's data, which another administrator confirms.

    Raises PersonalDataError: "own-erasure", "account-open", "already-asked", "already-erased".
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.pk == by.pk:
        raise PersonalDataError("own-erasure")
    if person.is_active:
        raise PersonalDataError("account-open")
    earlier = Erasure.objects.filter(person=person).exclude(state=WITHDRAWN).first()
    if earlier:
        raise PersonalDataError("already-erased" if earlier.is_erased else "already-asked")
    erasure = Erasure.objects.create(person=person, reason=reason, asked_by=by, asked_at=timezone.now())
    _record(Event.ERASURE_ASKED, person, by=by, erasure=erasure.pk)
    return erasure


@transaction.atomic
def confirm_erasure(*, erasure: Erasure, by: User) -> Erasure:
    """Erase the data of a person: name, salt and account data go, the steps stay under a number.

    Raises PersonalDataError: "already-decided", "second-administrator", "own-erasure", "account-open".
    """
    erasure, person = _lock(erasure)
    if by.pk == erasure.asked_by_id:
        raise PersonalDataError("second-administrator")
    if by.pk == person.pk:
        raise PersonalDataError("own-erasure")
    if person.is_active:
        raise PersonalDataError("account-open")
    _erase(person, by=by)  # before: from the decision on the account stays as it is
    _decide(erasure, ERASED, by=by)
    _record(Event.DATA_ERASED, person, by=by, erasure=erasure.pk)
    return erasure


@transaction.atomic
def withdraw_erasure(*, erasure: Erasure, by: User) -> Erasure:
    """Withdraw a request for erasure. Raises PersonalDataError("already-decided")."""
    erasure, person = _lock(erasure)
    _decide(erasure, WITHDRAWN, by=by)
    _record(Event.ERASURE_WITHDRAWN, person, by=by, erasure=erasure.pk)
    return erasure


def withdraw_for(*, key: str, person: User, by: User, **_facts: object) -> None:
    """Withdraw an erasure that an administrator who gives up the work asked for."""
    withdraw_erasure(erasure=Erasure.objects.get(pk=key, asked_by=person), by=by)


def _lock(erasure: Erasure) -> tuple[Erasure, User]:
    """Return the person, locked first, and the open request."""
    person = User.objects.select_for_update().get(pk=erasure.person_id)
    erasure = Erasure.objects.select_for_update().get(pk=erasure.pk)
    if erasure.state != ASKED:
        raise PersonalDataError("already-decided")
    return erasure, person


def _decide(erasure: Erasure, state: str, *, by: User) -> None:
    erasure.state, erasure.decided_by, erasure.decided_at = state, by, timezone.now()
    erasure.save(update_fields=["state", "decided_by", "decided_at"])


def _erase(person: User, *, by: User) -> None:
    """Let a number stand for the person everywhere, and remove what the register says."""
    with override(settings.LANGUAGE_CODE):
        person.signing_name = _("Person no. %(number)s (name erased)") % {"number": person.pk}
    person.username = f"erased-{person.pk}"
    person.first_name = person.last_name = person.position = person.email = person.language = ""
    person.email_confirmed_at = person.last_login = None
    person.set_unusable_password()
    columns = ["username", "first_name", "last_name", "position", "email", "language", "password"]
    person.save(update_fields=[*columns, "email_confirmed_at", "last_login"])
    recording.seal_name(person, by=by)
    recording.erase_names(person, by=by)
    results.remove_rows_of(person)


def _record(event: Event, person: User, *, by: User, **data: object) -> None:
    recording.record(sealing.subject_of(person.pk), event, by=by, data=data)
