"""Actions on a person's own password, changed or forgotten."""

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.utils import timezone

from ecotown.accounts.models import User
from ecotown.accounts.results.mails import tell
from ecotown.common.history import recording
from ecotown.common.mails.sending import ask_for_mail, asked_since
from ecotown.profile.domain import HOUR, MAILS_AN_HOUR, PASSWORD_LINK, check_link
from ecotown.profile.events import Event
from ecotown.profile.models import Session
from ecotown.profile.queries import can_sign_in


@transaction.atomic
def change_password(*, password: str, current: str, by: User) -> None:
    """Store another password of a person; all sessions but the one with the key `current` end."""
    user = User.objects.select_for_update().get(pk=by.pk)
    _store(user, password)
    Session.objects.filter(user=user).exclude(session_key=current).delete()
    recording.record(f"user:{user.pk}", Event.PASSWORD_CHANGED, by=by, data={})
    by.password = user.password  # so that the session at hand can go on


@transaction.atomic
def forget_password(*, user: User, by: None = None) -> bool:
    """Have a link mailed with which a person chooses another password; return whether it will be.

    Whoever asks is not known: an account without a mail address, a closed one, one whose invitation was not
    accepted, or one that got several such mails just now gets none, and nobody is told.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if not (user.is_active and user.email):
        return False
    # The invitation is the only way in: one that was withdrawn or went to a wrong address opens nothing.
    if not can_sign_in(user):
        return False
    if asked_since("forgotten-password", user=user, within=HOUR) >= MAILS_AN_HOUR:
        return False
    expires_at = timezone.now() + PASSWORD_LINK
    ask_for_mail("forgotten-password", user=user, email=user.email, expires_at=expires_at)
    recording.record(f"user:{user.pk}", Event.PASSWORD_FORGOTTEN, by=by, data={})
    return True


@transaction.atomic
def replace_password(*, user: User, token: str, password: str, by: None = None) -> None:
    """Store the password that a person chose with the link of a mail; the link then holds no longer."""
    user = User.objects.select_for_update().get(pk=user.pk)
    check_link(holds=user.is_active and default_token_generator.check_token(user, token))
    _store(user, password)
    Session.objects.filter(user=user).delete()
    recording.record(f"user:{user.pk}", Event.PASSWORD_REPLACED, by=by, data={})


def _store(user: User, password: str) -> None:
    user.set_password(password)
    user.save(update_fields=["password"])
    tell_changed_password(user)


def tell_changed_password(user: User) -> None:
    """Mail a person that the password was changed, by whichever way, inside the caller's transaction."""
    tell("password-changed", user)
