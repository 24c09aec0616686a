"""When an award may be retried, revoked, replaced or printed again."""

from __future__ import annotations

from awards.designs.domain.kinds import AwardError
from ecotown.common.thai.typed_text import visible_text


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
    if not visible_text(reason):
        raise AwardError("reason-missing")


def check_replacing(*, is_replaced: bool, reason: str) -> None:
    """Raise unless the award can be replaced: once, also when it is revoked.

    AwardError: "replaced", "replacement-reason-missing".
    """
    if is_replaced:
        raise AwardError("replaced")
    if not visible_text(reason):
        raise AwardError("replacement-reason-missing")


def check_correcting(*, is_issued: bool, is_changed: bool, reason: str) -> None:
    """Raise unless there are valid awards that the new words and a reason can replace.

    AwardError: "nothing-valid", "name-unchanged", "replacement-reason-missing".
    """
    if not is_issued:
        raise AwardError("nothing-valid")
    if not is_changed:
        raise AwardError("name-unchanged")
    if not visible_text(reason):
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
    if not visible_text(reason):
        raise AwardError("reprint-reason-missing")
