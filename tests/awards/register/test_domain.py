"""Checks before an award is revoked, replaced or reprinted."""

import pytest

from awards.designs.domain.kinds import AwardError
from awards.register.domain import check_replacing, check_reprinting, check_revoking

INVALID = [
    pytest.param(check_revoking, {"is_revoked": True}, "revoked", id="revoked twice"),
    pytest.param(check_revoking, {"is_replaced": True}, "replaced", id="revoked after a replacement"),
    pytest.param(check_revoking, {"reason": " \u200b"}, "reason-missing", id="revoked without a reason"),
    pytest.param(check_replacing, {"is_replaced": True}, "replaced", id="replaced twice"),
    pytest.param(check_replacing, {"reason": ""}, "replacement-reason-missing", id="without a reason"),
    pytest.param(check_reprinting, {"is_ready": False}, "not-ready", id="reprinted before it was printed"),
    pytest.param(check_reprinting, {"is_revoked": True}, "revoked", id="reprinted though revoked"),
    pytest.param(check_reprinting, {"is_replaced": True}, "replaced", id="reprinted though replaced"),
    pytest.param(check_reprinting, {"reason": ""}, "reprint-reason-missing", id="reprinted without a reason"),
]
VALID = {
    check_revoking: {"is_revoked": False, "is_replaced": False, "reason": "x"},
    check_replacing: {"is_replaced": False, "reason": "x"},
    check_reprinting: {"is_ready": True, "is_revoked": False, "is_replaced": False, "reason": "x"},
}


@pytest.mark.parametrize("check", VALID, ids=lambda check: check.__name__)
def test_valid_steps_pass(check):
    check(**VALID[check])


@pytest.mark.parametrize(("check", "wrong", "code"), INVALID)
def test_invalid_steps_are_refused_with_their_code(check, wrong, code):
    with pytest.raises(AwardError, match=f"^{code}$"):
        check(**{**VALID[check], **wrong})
