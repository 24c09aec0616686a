"""What the actions about people share: locking the person, the last administrator, the subject of history."""

from ecotown.accounts.models import Role, User
from ecotown.people import domain


def subject_of(person: User) -> str:
    """Return the subject of the history of a person."""
    return f"user:{person.pk}"


def lock(person: User) -> User:
    """Return the person read anew, whom nobody else changes until the transaction ends."""
    return User.objects.select_for_update().get(pk=person.pk)


def lock_administrators() -> list[int]:
    """Return the ids of the active administrators, all locked, so that two do not remove each other."""
    rows = User.objects.select_for_update().filter(role=Role.ADMINISTRATOR, is_active=True)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def check_may_leave(person: User, *, by: User) -> None:
    """Refuse to take oneself or the last administrator away.

    Raises PeopleError: "last-administrator", "own-account".
    """
    domain.check_stays(person=person.pk, administrators=lock_administrators())
    if person.pk == by.pk:
        raise domain.PeopleError("own-account")
