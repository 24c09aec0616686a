"""Words of the signature of an award's file."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from ecotown.common.signing.signatures import SignatureState, SignatureStatus


@dataclass(frozen=True, slots=True)
class SignatureWords:
    """What is said of a signature: who signed, what to know of it, when; any may be empty.

    `time_note` says who confirmed the time.
    """

    headline: str = ""
    sentence: str = ""
    signed_at: datetime | None = None
    time_note: str = ""

    @property
    def is_valid(self) -> bool:
        return self.signed_at is not None


def signature_words(state: SignatureState, *, is_of_demonstration: bool) -> SignatureWords:
    """Return the words of a signature; that of the demonstration says that nobody vouches for it."""
    if state.status == SignatureStatus.VALID:
        headline, sentence = _signer_words(state, is_of_demonstration=is_of_demonstration)
        time_note = gettext("(confirmed by a timestamp server)") if state.has_timestamp else ""
        return SignatureWords(headline, sentence, state.signed_at, time_note)
    if state.status == SignatureStatus.NONE:
        return SignatureWords(sentence=gettext("The file is not signed."))
    if state.status == SignatureStatus.BROKEN:
        return SignatureWords(
            gettext("The file in the store is damaged."), gettext("Please tell those who run the portal.")
        )
    return SignatureWords(sentence=gettext("The signature cannot be checked at present."))


def _signer_words(state: SignatureState, *, is_of_demonstration: bool) -> tuple[str, str]:
    if is_of_demonstration:
        return (
            gettext("Signed by the demonstration itself."),
            gettext("It made its own certificate, for which nobody vouches."),
        )
    headline = gettext("Signed by %(signer)s.") % {"signer": state.signer}
    if not state.is_self_signed:
        return headline, ""
    return headline, gettext("The signer made the certificate; no authority vouches for it.")
