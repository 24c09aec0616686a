"""Files of awards that workers make and store."""

from awards.results.certificates import (
    claim_due_certificates,
    claim_due_reprints,
    finish_runs,
    render_certificate,
    render_certificates,
    render_reprint,
)
from awards.results.packages import claim_due_packages, expire_packages, make_package

__all__ = [
    "claim_due_certificates",
    "claim_due_packages",
    "claim_due_reprints",
    "expire_packages",
    "finish_runs",
    "make_package",
    "render_certificate",
    "render_certificates",
    "render_reprint",
]
