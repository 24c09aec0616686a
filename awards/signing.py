"""Signing the files of awards, and checking the signatures of files."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation

from awards.models import Certificate
from ecotown.common import apart, pdf, signing, thai
from ecotown.common.remembering import recall, remember
from ecotown.common.signatures import Seal, SignatureState, check, check_apart
from ecotown.common.signing import Appearance, Identity, SigningError
from ecotown.common.visitors import place

logger = logging.getLogger(__name__)

REMEMBERED = 60 * 60  # seconds that a signature state stays in the cache


class TooManyError(Exception):
    """The most files allowed at once are being examined."""


@dataclass(frozen=True, slots=True)
class Trust:
    """The X.509 certificates (DER) that our signatures chain to; whether all of them could be read."""

    certificates: list[bytes]
    is_whole: bool


def signer_of(certificate: Certificate) -> Identity | None:
    """Return the identity that signs the file of an award, None where none is configured. Raise SigningError.

    Demonstration awards are signed by the demonstration's own identity, never by the department's.
    """
    return signing.demonstration() if certificate.is_demonstration else signing.configured()


def signed(content: bytes, signer: Identity | None, *, number: str) -> bytes:
    """Return the PDF of an award with a signature, unchanged when `signer` is None. Raise SigningError."""
    if signer is None:
        return content
    with translation.override("th"):
        return signing.sign(content, signer, reason=f"เลขที่ {number}", appearance=_appearance())


def state_of(certificate: Certificate) -> SignatureState:
    """Return the state of the signature of an award's stored file.

    It is "broken" when the file is not the one that was issued, "unreadable" when that cannot be determined
    at present. A good state is cached, because the file never changes; the others may recover in a minute.
    """
    key = f"awards.signature.{certificate.sha256}"
    state = recall(key)
    if state is None:
        trust = trusted()
        state = _stored_file_state(certificate, trust)
        if trust.is_whole and state.seal in {Seal.NONE, Seal.VALID}:
            remember(key, state, seconds=REMEMBERED)
    return state


def said_of(certificate: Certificate) -> dict[str, object] | None:
    """Return what the pages show of the signature of an award's file, None while there is no file."""
    if not certificate.file:
        return None
    state = state_of(certificate)
    return {"state": state, "is_of_demonstration": is_of_demonstration(state)}


def state_of_upload(content: bytes) -> SignatureState:
    """Return the state of the signature of a visitor's file.

    It is valid only when one of our own X.509 certificates signed, not one of another customer of the same
    authority. Raise TooManyError, and BusyError when the check ran out of time or memory; neither says
    anything about the file.
    """
    certificates = trusted().certificates
    at_once = {"places": settings.VERIFY_AT_ONCE, "seconds": 2 * apart.TURNS * apart.SECONDS}
    with place("awards.examination", **at_once) as is_free:
        if not is_free:
            raise TooManyError
        state = check_apart(content, certificates)
    ours = {hashlib.sha256(certificate).hexdigest() for certificate in certificates}
    is_strange = state.seal == Seal.VALID and state.fingerprint not in ours
    return SignatureState(Seal.STRANGER) if is_strange else state


def is_of_demonstration(state: SignatureState) -> bool:
    """Return whether the demonstration's identity signed, for which the department does not vouch."""
    identity = _demonstration()
    return identity is not None and state.fingerprint == identity.fingerprint


def trusted() -> Trust:
    """Return the X.509 certificates that our signatures chain to, without reading the department's key.

    Identities that cannot be read are left out, and `is_whole` is False.
    """
    sources = [signing.own, signing.former]
    if signing.has_demonstration():
        sources.append(lambda: signing.demonstration().trusted)
    loaded = [_readable(source) for source in sources]
    certificates = [certificate for listed in loaded for certificate in listed or ()]
    return Trust(certificates, None not in loaded)


def _stored_file_state(certificate, trust):
    try:
        with certificate.file.open() as file:
            content = file.read()
    except OSError:
        logger.exception("the file of certificate %s cannot be read", certificate.pk)
        return SignatureState(Seal.UNREADABLE)
    if hashlib.sha256(content).hexdigest() != certificate.sha256:
        return SignatureState(Seal.BROKEN)
    try:
        state = check(content, trust.certificates)
    except MemoryError:
        logger.exception("the signature of certificate %s cannot be checked", certificate.pk)
        return SignatureState(Seal.UNREADABLE)
    return state if state.seal in {Seal.NONE, Seal.VALID} else SignatureState(Seal.UNREADABLE)


def _demonstration():
    return _readable(signing.demonstration) if signing.has_demonstration() else None


def _readable(load):
    """Return what `load` returns, None after a SigningError: wrong settings must not prevent verification."""
    try:
        return load()
    except SigningError:
        logger.exception("an identity that signs cannot be read")
        return None


def _appearance():
    if not settings.SIGNING_BOX:
        return None
    x, y, width, height = settings.SIGNING_BOX

    def draw(name: str, moment: datetime) -> bytes:
        local_moment = timezone.localtime(moment)
        context = {"name": name, "day": thai.long_date(local_moment), "time": f"{local_moment:%H:%M}"}
        return pdf.render("awards/printing/signature_appearance.html", context | {"width": width, "height": height})

    return Appearance(x, y, width, height, draw)
