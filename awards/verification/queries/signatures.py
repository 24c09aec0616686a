"""The states of the signatures of award files and of visitors' files."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings

from awards.register.models.awards import Award
from awards.verification.words import SignatureWords, signature_words
from ecotown.common.files import limited_process
from ecotown.common.requests.shared_cache import cached_value, store
from ecotown.common.requests.visitors import shared_slot
from ecotown.common.signing import identities
from ecotown.common.signing.identities import Identity, SigningError
from ecotown.common.signing.signatures import SignatureState, SignatureStatus, check, check_in_subprocess

logger = logging.getLogger(__name__)
Loaded = TypeVar("Loaded")

CACHE_SECONDS = 60 * 60  # seconds that a signature state stays in the cache


class TooManyExaminationsError(Exception):
    """The most files allowed at once are being examined."""


@dataclass(frozen=True, slots=True)
class TrustedCertificates:
    """The X.509 certificates (DER) that our signatures chain to; whether all of them could be read."""

    certificates: list[bytes]
    is_complete: bool


def signature_state(award: Award) -> SignatureState:
    """Return the state of the signature of an award's stored file.

    It is "broken" when the file is not the one that was issued, "unreadable" when that cannot be determined
    at present. A good state is cached, because the file never changes; the others may recover in a minute.
    """
    key = f"awards.signature.{award.sha256}"
    cached = cached_value(key)
    if isinstance(cached, SignatureState):
        return cached
    trust = trusted_certificates()
    state = _stored_file_state(award, trust)
    if trust.is_complete and state.status in {SignatureStatus.NONE, SignatureStatus.VALID}:
        store(key, state, seconds=CACHE_SECONDS)
    return state


def signature_in_words(award: Award) -> SignatureWords | None:
    """Return what the pages say of the signature of an award's file, None while there is no file."""
    if not award.file:
        return None
    state = signature_state(award)
    return signature_words(state, is_of_demonstration=is_signed_by_demonstration(state))


def uploaded_signature_state(content: bytes) -> SignatureState:
    """Return the state of the signature of a visitor's file.

    It is valid only when one of our own X.509 certificates signed, not one of another customer of the same
    authority. Raises TooManyExaminationsError, and LimitReachedError when the check ran out of time or
    memory; neither says anything about the file.
    """
    certificates = trusted_certificates().certificates
    slot_limits = {
        "places": settings.VERIFY_AT_ONCE,
        "seconds": 2 * limited_process.CLOCK_FACTOR * limited_process.SECONDS,
    }
    with shared_slot("awards.examination", **slot_limits) as is_free:
        if not is_free:
            raise TooManyExaminationsError
        state = check_in_subprocess(content, certificates)
    own_fingerprints = {hashlib.sha256(certificate).hexdigest() for certificate in certificates}
    is_foreign = state.status == SignatureStatus.VALID and state.fingerprint not in own_fingerprints
    return SignatureState(SignatureStatus.UNTRUSTED) if is_foreign else state


def is_signed_by_demonstration(state: SignatureState) -> bool:
    """Return whether the demonstration's identity signed, for which the department does not vouch."""
    identity = _demonstration()
    return identity is not None and state.fingerprint == identity.fingerprint


def trusted_certificates() -> TrustedCertificates:
    """Return the X.509 certificates that our signatures chain to, without reading the department's key.

    Identities that cannot be read are left out, and `is_complete` is False.
    """
    sources = [identities.own_certificates, identities.further_certificates]
    if identities.has_demonstration_identity():
        sources.append(lambda: identities.demonstration_identity().trusted)
    loaded = [_readable(source) for source in sources]
    certificates = [certificate for listed in loaded for certificate in listed or ()]
    return TrustedCertificates(certificates, None not in loaded)


def _stored_file_state(award: Award, trust: TrustedCertificates) -> SignatureState:
    try:
        with award.file.open() as file:
            content = file.read()
    except OSError:
        logger.exception("the file of award %s cannot be read", award.pk)
        return SignatureState(SignatureStatus.UNREADABLE)
    if hashlib.sha256(content).hexdigest() != award.sha256:
        return SignatureState(SignatureStatus.BROKEN)
    try:
        state = check(content, trust.certificates)
    except MemoryError:
        logger.exception("the signature of award %s cannot be checked", award.pk)
        return SignatureState(SignatureStatus.UNREADABLE)
    return (
        state
        if state.status in {SignatureStatus.NONE, SignatureStatus.VALID}
        else SignatureState(SignatureStatus.UNREADABLE)
    )


def _demonstration() -> Identity | None:
    return _readable(identities.demonstration_identity) if identities.has_demonstration_identity() else None


def _readable(load: Callable[[], Loaded]) -> Loaded | None:
    """Return what `load` returns, None after a SigningError: wrong settings must not prevent verification."""
    try:
        return load()
    except SigningError:
        logger.exception("an identity that signs cannot be read")
        return None
