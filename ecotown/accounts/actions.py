"""Actions on accounts."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction

from ecotown.accounts.domain import AccountError, Counted, FactorChange, check_removal
from ecotown.accounts.events import Event
from ecotown.accounts.models import Role, User, WrongTries
from ecotown.accounts.queries import factors_of
from ecotown.accounts.registry import end_sessions
from ecotown.accounts.results.codes import LAST_COUNTER, matching_counter
from ecotown.accounts.results.mails import tell
from ecotown.common.history import recording

REMOVALS = {
    Authenticator.Type.TOTP: FactorChange.APP_REMOVED,
    Authenticator.Type.WEBAUTHN: FactorChange.PASSKEY_REMOVED,
}
# The history of places that no account belongs to.
SIGN_IN = "sign-in"


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


@transaction.atomic
def add_app(*, secret: str, code: str, by: User) -> Authenticator:
    """Add the app that has `secret` as a second factor of one's own; `code` shows that it works.

    It replaces an earlier app, such as that of a lost phone. Recovery codes are made where there are none.
    Raises AccountError.
    """
    user = _lock(by)
    counter = matching_counter(secret, code)
    if counter is None:
        raise AccountError("wrong-code")
    replaced, _rows = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
    app = TOTP.activate(by, secret).instance
    app.data[LAST_COUNTER] = counter
    app.save(update_fields=["data"])
    _tell_change(user, FactorChange.APP_REPLACED if replaced else FactorChange.APP_ADDED)
    return _added(app, by)


@transaction.atomic
def add_passkey(*, name: str, credential: dict[str, Any], by: User) -> Authenticator:
    """Add a passkey whose registration was checked as a second factor of one's own.

    Recovery codes are made where there are none.
    """
    _tell_change(_lock(by), FactorChange.PASSKEY_ADDED)
    return _added(WebAuthn.add(by, name, credential).instance, by)


@transaction.atomic
def remove_factor(*, factor: Authenticator, by: User) -> None:
    """Remove an app or passkey of one's own, with the last one the recovery codes, too.

    Raises AccountError.
    """
    user = _lock(by)
    others = factors_of(by).exclude(pk=factor.pk).count()
    check_removal(is_needed=by.needs_second_factor, others=others)
    kind = factor.type
    factor.delete()
    if not others:
        Authenticator.objects.filter(user=by).delete()
    recording.record(_subject(by), Event.FACTOR_REMOVED, by=by, data={"kind": kind})
    _tell_change(user, REMOVALS[kind], is_last=not others)


@transaction.atomic
def make_recovery_codes(*, by: User) -> Authenticator:
    """Replace one's own recovery codes by new ones. Raises AccountError without a second factor."""
    user = _lock(by)
    if not factors_of(by).exists():
        raise AccountError("no-factor")
    Authenticator.objects.filter(user=by, type=Authenticator.Type.RECOVERY_CODES).delete()
    codes = RecoveryCodes.activate(by).instance
    recording.record(_subject(by), Event.RECOVERY_CODES_MADE, by=by, data={})
    _tell_change(user, FactorChange.CODES_MADE)
    return codes


@transaction.atomic
def note_recovery_code(*, left: int, by: User) -> None:
    """Record that a person signed in with a recovery code, of which `left` are left."""
    recording.record(_subject(by), Event.RECOVERY_CODE_USED, by=by, data={"left": left})


@transaction.atomic
def reset_second_factors(*, user: User, by: User | None) -> None:
    """Remove all second factors of a person who lost them, and end all of this person's sessions.

    With the next sign-in the person sets up new ones, and is told by mail: who asked may have been somebody
    else. Who may do this, and with whom, is decided above; without `by` a command of the server does it.
    """
    user = _lock(user)
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    WrongTries.objects.filter(user=user, counted=Counted.CODE).delete()
    recording.record(_subject(user), Event.FACTORS_RESET, by=by, data={})
    tell("factors-reset", user, data={"on_server": by is None})


@transaction.atomic
def lift_lock(*, place: WrongTries, by: User) -> None:
    """Let a place that waits try again at once; what is counted of it begins anew."""
    place = WrongTries.objects.select_for_update().get(pk=place.pk)
    subject = _subject(place.user) if place.user else SIGN_IN
    recording.record(subject, Event.LOCK_LIFTED, by=by, data={"counted": place.counted, "tries": place.tries})
    place.delete()


def _added(factor: Authenticator, by: User) -> Authenticator:
    recording.record(_subject(by), Event.FACTOR_ADDED, by=by, data={"kind": factor.type})
    RecoveryCodes.activate(by)
    return factor


def _tell_change(user: User, change: FactorChange, *, is_last: bool = False) -> None:
    """Mail a locked person that the own second factors changed; it may have been somebody else."""
    tell("factors-changed", user, data={"change": change.value, "is_last": is_last})


def _lock(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _subject(user: User) -> str:
    return f"user:{user.pk}"
