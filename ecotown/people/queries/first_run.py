"""The first run of an installation: whether it has an administrator, and the code that makes the first."""

from django.utils.crypto import constant_time_compare, salted_hmac

from ecotown.accounts.models import Role, User
from ecotown.people import domain

SALT = "people.first-administrator"


def has_administrators() -> bool:
    """Return whether the installation has an administrator, also one whose account is closed."""
    return User.objects.filter(role=Role.ADMINISTRATOR).exists()


def set_up_code() -> str:
    """Return the one-time code of the first administrator in groups, as it is printed and typed.

    It is derived from the key of the installation, so that only who runs the server can print it, and it
    counts as long as there is no administrator.
    """
    key = salted_hmac(SALT, "", algorithm="sha256").digest()
    return domain.grouped(domain.code_of(int.from_bytes(key, "big")))


def is_set_up_code(text: str) -> bool:
    """Return whether somebody typed the code of the first administrator."""
    return constant_time_compare(domain.code_in(text), domain.code_in(set_up_code()))
