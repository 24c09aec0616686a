"""The words for the signature of an award's file."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from awards.verification.words import SignatureWords, signature_words
from ecotown.common.signing.signatures import SignatureState, SignatureStatus

NOW = datetime(2026, 10, 1, tzinfo=UTC)
VALID = {"status": SignatureStatus.VALID, "signer": "DIW", "signed_at": NOW}
UNCHECKED = SignatureWords(sentence="The signature cannot be checked at present.")


@pytest.mark.parametrize(
    ("state", "is_of_demonstration", "expected"),
    [
        pytest.param(
            SignatureState(SignatureStatus.NONE),
            False,
            SignatureWords(sentence="The file is not signed."),
            id="none",
        ),
        pytest.param(SignatureState(**VALID), False, SignatureWords("Signed by DIW.", "", NOW), id="valid"),
        pytest.param(
            SignatureState(**VALID, is_self_signed=True, has_timestamp=True),
            False,
            SignatureWords(
                "Signed by DIW.",
                "The signer made the certificate; no authority vouches for it.",
                NOW,
                "(confirmed by a timestamp server)",
            ),
            id="self-signed, with a timestamp",
        ),
        pytest.param(
            SignatureState(**VALID, is_self_signed=True),
            True,
            SignatureWords(
                "Signed by the demonstration itself.",
                "It made its own certificate, for which nobody vouches.",
                NOW,
            ),
            id="of the demonstration",
        ),
        pytest.param(
            SignatureState(SignatureStatus.BROKEN),
            False,
            SignatureWords("The file in the store is damaged.", "Please tell those who run the portal."),
            id="broken",
        ),
        pytest.param(SignatureState(SignatureStatus.UNREADABLE), False, UNCHECKED, id="unreadable"),
        pytest.param(SignatureState(SignatureStatus.UNTRUSTED), False, UNCHECKED, id="untrusted"),
    ],
)
def test_the_words_of_a_signature(state, is_of_demonstration, expected):
    with translation.override("en"):
        assert signature_words(state, is_of_demonstration=is_of_demonstration) == expected
