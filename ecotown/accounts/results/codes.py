"""Codes of the second factor: each is taken once."""

import hmac

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from ecotown.accounts.queries import factor_of

LAST_COUNTER = "last_counter"


def take_code(user: AbstractBaseUser, code: str) -> Authenticator | None:
    """Return the app or the recovery codes that `code` is of, and let it be taken no second time.

    None for a wrong code, or one that was taken before.
    """
    app = factor_of(user, Authenticator.Type.TOTP)
    if app and _take_app_code(app, code):
        return app
    recovery = factor_of(user, Authenticator.Type.RECOVERY_CODES)
    if recovery and recovery.wrap().validate_code(code):
        return recovery
    return None


def matching_counter(secret: str, code: str, *, after: int = 0) -> int | None:
    """Return the half-minute of which an app with this secret shows `code`, None when it is of none.

    A clock may be half a minute early or late. A half-minute up to `after` is used up.
    """
    for counter in totp.yield_hotp_counters_from_time():
        expected = totp.format_hotp_value(totp.hotp_value(secret, counter))
        if counter > after and hmac.compare_digest(code.encode(), expected.encode()):
            return counter
    return None


def code_of_secret(secret: str) -> str:
    """Return the code that an app with this secret shows now."""
    _earlier, now, _later = totp.yield_hotp_counters_from_time()
    return totp.format_hotp_value(totp.hotp_value(secret, now))


def mark_kept(user: AbstractBaseUser) -> None:
    """Remember that the person has kept the recovery codes, which are shown no longer then."""
    codes = factor_of(user, Authenticator.Type.RECOVERY_CODES)
    if codes:
        codes.wrap().mark_as_viewed()


@transaction.atomic
def _take_app_code(app: Authenticator, code: str) -> bool:
    """Store the half-minute of the code, which the database remembers even when the cache is emptied."""
    row = Authenticator.objects.select_for_update().get(pk=app.pk)
    counter = matching_counter(decrypt(row.data["secret"]), code, after=row.data.get(LAST_COUNTER, 0))
    if counter is None:
        return False
    row.data[LAST_COUNTER] = counter
    row.save(update_fields=["data"])
    return True
