"""Who signs the file of an award, and what a file's signature says."""

import logging
from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation

from awards.models import Certificate
from ecotown.common import pdf, signing, thai
from ecotown.common.remembering import recall, remember
from ecotown.common.signatures import Seal, SignatureState, check, check_apart
from ecotown.common.signing import Appearance, SigningError

logger = logging.getLogger(__name__)

REMEMBERED = 60 * 60  # seconds


def signed(content: bytes, *, number: str, is_demonstration: bool) -> bytes:
    """The PDF of an award, signed; as it is where no identity is configured. Raises SigningError.

    What is made up is signed by the demonstration's own identity, never by the department's.
    """
    identity = signing.demonstration() if is_demonstration else signing.configured()
    if identity is None:
        return content
    with translation.override("th"):
        return signing.sign(content, identity, reason=f"เลขที่ {number}", appearance=_appearance())


def state_of(certificate: Certificate) -> SignatureState:
    """What the signature of a certificate's own file says; remembered, for the file never changes."""
    key = f"awards.signature.{certificate.sha256}"
    state = recall(key)
    if state is None:
        try:
            with certificate.file.open() as file:
                state = check(file.read(), trusted())
        except (OSError, ValueError):
            return SignatureState(Seal.UNREADABLE)
        remember(key, state, seconds=REMEMBERED)
    return state


def said_of(certificate: Certificate) -> dict[str, object] | None:
    """What the pages say of the signature of a certificate's file; None while there is no file."""
    if not certificate.file:
        return None
    state = state_of(certificate)
    return {"state": state, "is_of_demonstration": is_of_demonstration(state)}


def state_of_upload(content: bytes) -> SignatureState:
    """What the signature of a visitor's file says."""
    return check_apart(content, trusted())


def is_of_demonstration(state: SignatureState) -> bool:
    """Whether the demonstration signed, so that nobody vouches for it."""
    identity = _demonstration()
    return identity is not None and state.fingerprint == identity.fingerprint


def trusted() -> list[bytes]:
    """The certificates that signatures of ours lead to; what cannot be read is left out, and logged."""
    found = _readable(signing.former) or []
    for identity in (_readable(signing.configured), _demonstration()):
        found += identity.trusted if identity else []
    return found


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
