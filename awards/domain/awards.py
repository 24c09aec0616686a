"""Certificates and plaques: their kinds and numbers, when one is issued, revoked, replaced, printed again."""

from __future__ import annotations

from enum import StrEnum

from ecotown.common.typed_text import visible

NUMBER_PARTS = ("{number}", "{year}")


class AwardError(Exception):
    """A step that is not possible; `code` says why, `detail` of whom or what, where that helps."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


class Kind(StrEnum):
    """What is handed out; each kind has running numbers of its own."""

    CERTIFICATE = "certificate"
    PLAQUE = "plaque"


def number_text(form: str, number: int, year: int) -> str:
    """The number as people say it: "{number}/{year}" gives 12/2569.

    Raises ValueError when the form leaves out one of its parts, for then two awards would read alike.
    """
    if not all(part in form for part in NUMBER_PARTS):
        raise ValueError(f"{form!r} must contain {' and '.join(NUMBER_PARTS)}")
    return form.format(number=number, year=year)


def check_retrying(*, is_stopped: bool, is_revoked: bool, is_replaced: bool) -> None:
    """What ended in an error or was put off is made after all, as long as it counts.

    Raises AwardError: "not-failed", "revoked", "replaced".
    """
    if not is_stopped:
        raise AwardError("not-failed")
    if is_revoked:
        raise AwardError("revoked")
    if is_replaced:
        raise AwardError("replaced")


def check_revoking(*, is_revoked: bool, is_replaced: bool, reason: str) -> None:
    """Raises AwardError: "revoked", "replaced", "reason-missing"."""
    if is_revoked:
        raise AwardError("revoked")
    if is_replaced:
        raise AwardError("replaced")
    if not visible(reason):
        raise AwardError("reason-missing")


def check_replacing(*, is_replaced: bool, reason: str) -> None:
    """A revoked one can be replaced, too; each one only once.

    Raises AwardError: "replaced", "replacement-reason-missing".
    """
    if is_replaced:
        raise AwardError("replaced")
    if not visible(reason):
        raise AwardError("replacement-reason-missing")


def check_reprinting(*, is_ready: bool, is_revoked: bool, is_replaced: bool, reason: str) -> None:
    """What is printed again has been printed before and is valid.

    Raises AwardError: "not-ready", "revoked", "replaced", "reprint-reason-missing".
    """
    if not is_ready:
        raise AwardError("not-ready")
    if is_revoked:
        raise AwardError("revoked")
    if is_replaced:
        raise AwardError("replaced")
    if not visible(reason):
        raise AwardError("reprint-reason-missing")
