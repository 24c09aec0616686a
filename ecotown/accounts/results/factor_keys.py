"""The keys that encrypt the secrets of second factors, and writing the secrets anew with the present one.

The present key encrypts; earlier ones still decrypt as long as the settings name them.
"""

import base64
import hashlib
from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import transaction

# What is encrypted in the data of a factor; a passkey has no secret here.
SECRETS = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


@dataclass(slots=True)
class Written:
    """How many secrets were written anew, how many had the present key before, and whose nobody can read."""

    anew: int = 0
    before: int = 0
    unreadable: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.anew + self.before + len(self.unreadable)


def encrypt(text: str) -> str:
    """Return a secret encrypted with the present key."""
    return _keys()[0].encrypt(text.encode()).decode()


def decrypt(encrypted: str) -> str:
    """Return a secret that any key of the settings encrypted. Raises InvalidToken."""
    return MultiFernet(_keys()).decrypt(encrypted).decode()


def reencrypt_factors() -> Written:
    """Write every secret that an earlier key encrypted with the present one; a second run finds none.

    Each is locked and written by itself, so that people sign in meanwhile, and a run that was broken off goes
    on with the rest.
    """
    written = Written()
    for pk in Authenticator.objects.filter(type__in=SECRETS).order_by("pk").values_list("pk", flat=True):
        _reencrypt(pk, written)
    return written


@transaction.atomic
def _reencrypt(pk: int, written: Written) -> None:
    rows = Authenticator.objects.select_for_update(of=("self",)).select_related("user")
    factor = rows.filter(pk=pk).first()
    if factor is None:  # removed meanwhile
        return
    name = SECRETS[Authenticator.Type(factor.type)]
    if _has_present_key(factor.data[name]):
        written.before += 1
        return
    try:
        factor.data[name] = encrypt(decrypt(factor.data[name]))
    except InvalidToken:
        written.unreadable.append(factor.user.get_username())
        return
    factor.save(update_fields=["data"])
    written.anew += 1


def _has_present_key(encrypted: str) -> bool:
    try:
        _keys()[0].decrypt(encrypted)
    except InvalidToken:
        return False
    return True


def _keys() -> list[Fernet]:
    """Return the keys of this installation, the present one first."""
    return [Fernet(_derived_key(key)) for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]]


def _derived_key(key: str) -> bytes:
    digest = hashlib.sha256(f"ecotown.accounts.second-factor:{key}".encode()).digest()
    return base64.urlsafe_b64encode(digest)
