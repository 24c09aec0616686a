"""What the actions about people share: locking the person, the last administrator, the subject of history."""

from collections.abc import Collection

from django.db.models import Q

from ecotown.accounts.models import Role, User
from ecotown.people import domain
from ecotown.people.registry import is_closed_for_ever


def subject_of(person: User) -> str:
    """Return the subject of the history of a person."""
    return f"user:{person.pk}"


def lock(person: User) -> User:
    """Return the person read anew, whom nobody else changes until the transaction ends."""
    return User.objects.select_for_update().get(pk=person.pk)


def lock_with_administrators(person: User) -> tuple[User, list[int]]:
    """Return the person, and the ids of the active administrators; all of them are locked, in one order.

    Two administrators who take each other away therefore wait for each other, and the second is refused.
    """
    is_active = Q(role=Role.ADMINISTRATOR, is_active=True)
    rows = list(User.objects.select_for_update().filter(is_active | Q(pk=person.pk)).order_by("pk"))
    (locked,) = (row for row in rows if row.pk == person.pk)
    return locked, [row.pk for row in rows if row.is_administrator and row.is_active]


def check_may_return(person: User) -> None:
    """Refuse to open or change the account of a person whose data were erased.

    Raises PeopleError: "erased".
    """
    if is_closed_for_ever(person):
        raise domain.PeopleError("erased")


def check_may_leave(person: User, *, administrators: Collection[int], by: User) -> None:
    """Refuse to take oneself or the last administrator away.

    Raises PeopleError: "last-administrator", "own-account".
    """
    domain.check_stays(person=person.pk, administrators=administrators)
    if person.pk == by.pk:
        raise domain.PeopleError("own-account")
