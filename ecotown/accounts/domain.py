"""Rules of signing in: how long a place waits after wrong tries, who needs a second factor, what is fresh."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Counted(StrEnum):
    """What wrong tries are counted of."""

    PERSON = "person"  # the tries for one name from one network
    DEVICE = "device"  # the tries for one name on a device on which that person signed in before
    ADDRESS = "address"  # the tries for any name from one network
    CODE = "code"  # the codes of the second factor of one person, from anywhere but known devices


class FactorChange(StrEnum):
    """What a person changes about the own second factors."""

    APP_ADDED = "app-added"
    APP_REPLACED = "app-replaced"
    APP_REMOVED = "app-removed"
    PASSKEY_ADDED = "passkey-added"
    PASSKEY_REMOVED = "passkey-removed"
    CODES_MADE = "codes-made"


@dataclass(frozen=True, slots=True)
class Patience:
    """How many wrong tries are free, and the seconds to wait after the last of them and at most.

    Each further try doubles the wait. After `forgotten` seconds without a try all begins anew.
    """

    free: int
    first: int
    longest: int
    forgotten: int


PATIENCE = {
    Counted.PERSON: Patience(free=5, first=60, longest=60 * 60, forgotten=24 * 60 * 60),
    Counted.DEVICE: Patience(free=5, first=60, longest=60 * 60, forgotten=24 * 60 * 60),
    # A whole provincial office may share one address, so it has more, and never waits long.
    Counted.ADDRESS: Patience(free=20, first=30, longest=15 * 60, forgotten=60 * 60),
    Counted.CODE: Patience(free=5, first=60, longest=60 * 60, forgotten=24 * 60 * 60),
}
LONGEST_FORGOTTEN = timedelta(seconds=max(patience.forgotten for patience in PATIENCE.values()))
# How long after signing in, or after confirming it again, a dangerous step is taken without being asked.
FRESH = timedelta(minutes=15)
# After which a mail comes too late that tells a person what was done to the account.
TOLD_WITHIN = timedelta(days=1)


def wait_after(tries: int, patience: Patience) -> timedelta:
    """Return how long a place waits after so many wrong tries in a row."""
    if tries < patience.free:
        return timedelta()
    # A shift of any size would make a number too large for a time.
    doublings = min(tries - patience.free, patience.longest.bit_length())
    return timedelta(seconds=min(patience.first << doublings, patience.longest))


class AccountError(Exception):
    """An action on an account was refused; `code` names why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check_removal(*, is_needed: bool, others: int) -> None:
    """Raise AccountError when this is the last second factor of a person who needs one."""
    if is_needed and not others:
        raise AccountError("last-factor")
