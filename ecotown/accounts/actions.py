"""Actions on accounts."""

from django.db import transaction

from ecotown.accounts.events import Event
from ecotown.accounts.models import Role, User
from ecotown.common.history import recording


@transaction.atomic
def create_account(
    *,
    username: str,
    role: Role,
    signing_name: str,
    password: str | None,
    email: str = "",
    position: str = "",
    is_active: bool = True,
    by: User | None,
) -> User:
    """Create an account and seal its name; without a password nobody can sign in to it yet.

    Raises IntegrityError when the user name is taken.
    """
    user = User(
        username=username,
        role=role,
        signing_name=signing_name,
        email=email,
        position=position,
        is_active=is_active,
    )
    user.set_password(password)
    user.save(force_insert=True)
    recording.record(f"user:{user.pk}", Event.ACCOUNT_CREATED, by=by, data={"role": role})
    recording.seal_name(user, by=by)
    return user
