"""Awards: their kinds and numbers, and when one may be retried, revoked, replaced or printed again."""

from __future__ import annotations

from enum import StrEnum

from ecotown.common.typed_text import visible

NUMBER_PARTS = ("{number}", "{year}")


class AwardError(Exception):
    """A step that is not possible; `code` says why, `detail` names whom or what it concerns."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


class Kind(StrEnum):
    """The kinds of awards; each kind has running numbers of its own."""

    CERTIFICATE = "certificate"
    PLAQUE = "plaque"


def number_text(form: str, number: int, year: int) -> str:
    """Return the printed number: the format "{number}/{year}" gives 12/2569.

    Raise ValueError when `form` lacks one of `NUMBER_PARTS`: two awards could then have the same number.
    """
    if not all(part in form for part in NUMBER_PARTS):
        raise ValueError(f"{form!r} must contain {' and '.join(NUMBER_PARTS)}")
    return form.format(number=number, year=year)


def check_retrying(*, is_stopped: bool, is_revoked: bool, is_replaced: bool) -> None:
    """Raise unless rendering failed or was put off and the award is valid.

    AwardError: "not-failed", "revoked", "replaced".
    """
    if not is_stopped:
        raise AwardError("not-failed")
    if is_revoked:
        raise AwardError("revoked")
    if is_replaced:
        raise AwardError("replaced")


def check_revoking(*, is_revoked: bool, is_replaced: bool, reason: str) -> None:
    """Raise AwardError unless the award can be revoked: "revoked", "replaced", "reason-missing"."""
    if is_revoked:
        raise AwardError("revoked")
    if is_replaced:
        raise AwardError("replaced")
    if not visible(reason):
        raise AwardError("reason-missing")


def check_replacing(*, is_replaced: bool, reason: str) -> None:
    """Raise unless the award can be replaced: once, also when it is revoked.

    AwardError: "replaced", "replacement-reason-missing".
    """
    if is_replaced:
        raise AwardError("replaced")
    if not visible(reason):
        raise AwardError("replacement-reason-missing")


def check_reprinting(*, is_ready: bool, is_revoked: bool, is_replaced: bool, reason: str) -> None:
    """Raise unless the award has its file and is valid, so that it can be printed again.

    AwardError: "not-ready", "revoked", "replaced", "reprint-reason-missing".
    """
    if not is_ready:
        raise AwardError("not-ready")
    if is_revoked:
        raise AwardError("revoked")
    if is_replaced:
        raise AwardError("replaced")
    if not visible(reason):
        raise AwardError("reprint-reason-missing")
