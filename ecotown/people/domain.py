"""Rules about people: one-time codes, what needs two administrators, and which provinces a role has."""

from collections.abc import Collection, Hashable
from enum import StrEnum

# Letters and digits that nobody mistakes for each other when they are read from paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH, GROUP = 12, 4


class PeopleError(Exception):
    """A step that is not possible; `code` is the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Purpose(StrEnum):
    """What a one-time code is for."""

    INVITATION = "invitation"
    PASSWORD = "password"  # noqa: S105 the purpose, no password


class RequestKind(StrEnum):
    """What two administrators decide together."""

    ADMINISTRATOR = "administrator"
    SECOND_FACTOR = "second-factor"


class Outcome(StrEnum):
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


def code_of(number: int) -> str:
    """Return the code that stands for a large number."""
    letters = []
    for _place in range(CODE_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)


def grouped(code: str) -> str:
    """Return a code as it is printed: in groups of four, with hyphens between them."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def code_in(text: str) -> str:
    """Return the code that somebody typed, an empty text when it is none."""
    code = "".join(letter for letter in text.upper() if letter.isalnum())
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else ""


def check_decision(*, asked_by: int, person: int, by: int) -> None:
    """Refuse that somebody confirms what they asked for themselves, or what concerns themselves.

    Raises PeopleError: "same-administrator", "own-account".
    """
    if by == asked_by:
        raise PeopleError("same-administrator")
    if by == person:
        raise PeopleError("own-account")


def check_alone(*, others_now: int, others_before: bool) -> None:
    """Refuse to an administrator who is the only one to make another alone, unless there never was one.

    The first administrator of an installation makes the second; afterwards two decide.
    Raises PeopleError: "second-administrator-missing".
    """
    if others_now == 0 and others_before:
        raise PeopleError("second-administrator-missing")


def check_stays(*, person: int, administrators: Collection[int]) -> None:
    """Refuse to take the last administrator away. Raises PeopleError: "last-administrator"."""
    if set(administrators) == {person}:
        raise PeopleError("last-administrator")


def check_provinces(provinces: Collection[Hashable], *, is_officer: bool) -> None:
    """Refuse provinces of a person who is no officer, an officer without one, and one that comes twice.

    Raises PeopleError: "provinces-not-for-role", "provinces-missing", "province-twice".
    """
    if provinces and not is_officer:
        raise PeopleError("provinces-not-for-role")
    if is_officer and not provinces:
        raise PeopleError("provinces-missing")
    if len(set(provinces)) != len(provinces):
        raise PeopleError("province-twice")
