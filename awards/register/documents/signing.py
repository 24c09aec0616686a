"""Signing the file of an award."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation

from awards.register.models.awards import Award
from ecotown.common.pdf import rendering
from ecotown.common.signing import identities, signing
from ecotown.common.signing.identities import Appearance, Identity
from ecotown.common.thai import dates


def identity_for(award: Award) -> Identity | None:
    """Return the identity that signs the file of an award, None where none is configured.

    Demonstration awards are signed by the demonstration's own identity, never by the department's.
    Raises SigningError.
    """
    return identities.demonstration_identity() if award.is_demonstration else identities.configured_identity()


def sign_award(content: bytes, signer: Identity | None, *, number: str) -> bytes:
    """Return the PDF of an award with a signature, unchanged when `signer` is None. Raises SigningError."""
    if signer is None:
        return content
    with translation.override("th"):
        return signing.sign(content, signer, reason=f"เลขที่ {number}", appearance=_appearance())


def _appearance() -> Appearance | None:
    if not settings.SIGNING_BOX:
        return None
    x, y, width, height = settings.SIGNING_BOX

    def draw(name: str, moment: datetime) -> bytes:
        local_moment = timezone.localtime(moment)
        context = {"name": name, "day": dates.long_date(local_moment), "time": f"{local_moment:%H:%M}"}
        return rendering.render(
            "awards/register/signature_appearance.html", context | {"width": width, "height": height}
        )

    return Appearance(x, y, width, height, draw)
