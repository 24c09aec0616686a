"""Signing a PDF file with an identity."""

from ecotown.common.signing.identities import Appearance, Identity


def sign(pdf: bytes, identity: Identity, *, reason: str, appearance: Appearance | None = None) -> bytes:
    """Return the PDF with a signature that covers all of it and permits no later changes.

    With `SIGNING_TSA_URL` a timestamp server confirms the time. Raises SigningError when it fails to answer.
    """
    # Importing takes a third of a second, which only signing needs.
    from ecotown.common.signing import pades  # noqa: PLC0415

    return pades.sign(pdf, identity, reason=reason, appearance=appearance)
