"""Queries of accounts: who signs in under a name, second factors, places that wait."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.utils import timezone

from ecotown.accounts.models import User, WrongTries

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def account_named(name: str) -> User | None:
    """Return the account with this user name, else the only open one with this e-mail address."""
    user = User.objects.filter(username=name).first()
    if user or "@" not in name:
        return user
    users = User.objects.filter(email__iexact=name, is_active=True)[:2]
    return users[0] if len(users) == 1 else None


def factors_of(user: AbstractBaseUser) -> QuerySet[Authenticator]:
    """Return the apps and passkeys of a person; recovery codes are no factor of their own."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).order_by("created_at", "pk")


def has_second_factor(user: AbstractBaseUser) -> bool:
    return factors_of(user).exists()


def factor_of(user: AbstractBaseUser, kind: Authenticator.Type) -> Authenticator | None:
    """Return the app or the recovery codes of a person, of which there is one at most."""
    return Authenticator.objects.filter(user_id=user.pk, type=kind).first()


def recovery_codes_left(user: AbstractBaseUser) -> int:
    codes = factor_of(user, Authenticator.Type.RECOVERY_CODES)
    return len(codes.wrap().get_unused_codes()) if codes else 0


def waiting_places() -> QuerySet[WrongTries]:
    """Return the places that wait, those that wait longest first."""
    rows = WrongTries.objects.filter(locked_until__gt=timezone.now()).select_related("user")
    return rows.order_by("-locked_until", "pk")
