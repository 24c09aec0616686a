"""Making the first administrator of an installation."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from areas.actions.lists import load_country
from ecotown.accounts.models import Role, User
from ecotown.common.history import recording
from ecotown.people.actions.locking import subject_of
from ecotown.people.domain import PeopleError
from ecotown.people.events import Event
from ecotown.people.queries.first_run import has_administrators

SUBJECT = "installation"


@transaction.atomic
def make_first_administrator(
    *, username: str, signing_name: str, position: str, email: str, password: str, by: User | None = None
) -> User:
    """Open the account of the first administrator, who makes all other people.

    Of two who try at the same time one succeeds: the history of the installation is locked first.
    Raises PeopleError: "set-up-already", "name-taken".
    """
    recording.record(SUBJECT, Event.SET_UP_BEGUN, by=by, data={})
    if has_administrators():
        raise PeopleError("set-up-already")
    person = User(
        username=username,
        signing_name=signing_name,
        position=position,
        email=email,
        role=Role.ADMINISTRATOR,
        date_joined=timezone.now(),
    )
    person.set_password(password)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError as error:
        raise PeopleError("name-taken") from error
    recording.record(subject_of(person), Event.FIRST_ADMINISTRATOR_MADE, by=person, data={})
    load_country(by=person)  # provinces are fixed: nobody enters them
    return person
