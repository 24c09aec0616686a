"""Who signs the file of an award, and what a file's signature says."""

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

REMEMBERED = 60 * 60  # seconds


class TooManyError(Exception):
    """As many files as may be are being examined at the moment."""


@dataclass(frozen=True, slots=True)
class Trust:
    """The certificates, in DER, that signatures of ours lead to; whether all of them could be read."""

    certificates: list[bytes]
    is_whole: bool


def signer_of(certificate: Certificate) -> Identity | None:
    """Who signs the file of an award; None where no identity is configured. Raises SigningError.

    What is made up is signed by the demonstration's own identity, never by the department's.
    """
    return signing.demonstration() if certificate.is_demonstration else signing.configured()


def signed(content: bytes, signer: Identity | None, *, number: str) -> bytes:
    """The PDF of an award, signed; as it is without a signer. Raises SigningError."""
    if signer is None:
        return content
    with translation.override("th"):
        return signing.sign(content, signer, reason=f"เลขที่ {number}", appearance=_appearance())


def state_of(certificate: Certificate) -> SignatureState:
    """What the signature of a certificate's own file says: "broken" when the file is not the one that was
    issued, "unreadable" when that cannot be found out at present.

    A good answer is remembered, for the file never changes; the others may be better in a minute.
    """
    key = f"awards.signature.{certificate.sha256}"
    state = recall(key)
    if state is None:
        trust = trusted()
        state = _looked_at(certificate, trust)
        if trust.is_whole and state.seal in {Seal.NONE, Seal.VALID}:
            remember(key, state, seconds=REMEMBERED)
    return state


def said_of(certificate: Certificate) -> dict[str, object] | None:
    """What the pages say of the signature of a certificate's file; None while there is no file."""
    if not certificate.file:
        return None
    state = state_of(certificate)
    return {"state": state, "is_of_demonstration": is_of_demonstration(state)}


def state_of_upload(content: bytes) -> SignatureState:
    """What the signature of a visitor's file says: it is valid only when one of our own certificates signed,
    not that of another customer of the authority above it.

    Raises TooManyError, and BusyError when the machine could not find out; neither says anything of the file.
    """
    certificates = trusted().certificates
    at_once = {"places": settings.VERIFY_AT_ONCE, "seconds": 2 * apart.TURNS * apart.SECONDS}
    with place("awards.examination", **at_once) as is_free:
        if not is_free:
            raise TooManyError
        state = check_apart(content, certificates)
    ours = {hashlib.sha256(one).hexdigest() for one in certificates}
    is_strange = state.seal == Seal.VALID and state.fingerprint not in ours
    return SignatureState(Seal.STRANGER) if is_strange else state


def is_of_demonstration(state: SignatureState) -> bool:
    """Whether the demonstration signed, so that nobody vouches for it."""
    identity = _demonstration()
    return identity is not None and state.fingerprint == identity.fingerprint


def trusted() -> Trust:
    """What signatures of ours lead to, without the department's key; what cannot be read is left out."""
    sources = [signing.own, signing.former]
    if signing.has_demonstration():
        sources.append(lambda: signing.demonstration().trusted)
    found = [_readable(source) for source in sources]
    return Trust([one for listed in found for one in listed or ()], None not in found)


def _looked_at(certificate, trust):
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
        logger.exception("the signature of certificate %s cannot be looked at", certificate.pk)
        return SignatureState(Seal.UNREADABLE)
    return state if state.seal in {Seal.NONE, Seal.VALID} else SignatureState(Seal.UNREADABLE)


def _demonstration():
    return _readable(signing.demonstration) if signing.has_demonstration() else None


def _readable(find):
    """Anyone can verify, whatever is wrong with the settings of those who sign."""
    try:
        return find()
    except SigningError:
        logger.exception("an identity that signs cannot be read")
        return None


def _appearance():
    if not settings.SIGNING_BOX:
        return None
    x, y, width, height = settings.SIGNING_BOX

    def draw(name: str, moment: datetime) -> bytes:
        day = timezone.localtime(moment)
        context = {"name": name, "day": thai.long_date(day), "time": f"{day:%H:%M}"}
        return pdf.render("awards/signature.html", context | {"width": width, "height": height})

    return Appearance(x, y, width, height, draw)
