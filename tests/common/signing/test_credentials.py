"""Verifiable credentials: canonical JSON, base58, proofs and JWTs."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from ecotown.common.signing import credentials
from ecotown.common.signing.credentials import KeyFileError

DOCUMENT = {
    "@context": [credentials.CONTEXT],
    "id": "https://portal.example/verify/x/",
    "type": ["VerifiableCredential"],
    "credentialSubject": {"id": "https://portal.example/areas/x/"},
}


@pytest.fixture(scope="module")
def issuer():
    return credentials.issuer_by_key(Ed25519PrivateKey.generate())


@pytest.mark.parametrize(
    ("value", "written"),
    [
        # The order of RFC 8785, "3.2.3": by UTF-16, where the emoji comes before U+FB33.
        pytest.param(
            {"\ufb33": 1, "😀": 2, "ö": 3, "1": 4, "\r": 5, "€": 6},
            '{"\\r":5,"1":4,"ö":3,"€":6,"😀":2,"\ufb33":1}',
            id="names in their order",
        ),
        pytest.param(
            {"b": [True, None, {"d": 1, "c": "ก"}]}, '{"b":[true,null,{"c":"ก","d":1}]}', id="nested"
        ),
        pytest.param('\u0001\n"\\/', '"\\u0001\\n\\"\\\\/"', id="what is escaped and what is not"),
    ],
)
def test_json_is_canonical(value, written):
    assert credentials.canonical(value).decode() == written


def test_a_float_is_refused():
    with pytest.raises(TypeError, match="float"):
        credentials.canonical({"share": 0.1})


@given(st.binary(max_size=80))
def test_base58_is_decoded_to_the_same_bytes(content):
    assert credentials.from_base58(credentials.base58(content)) == content


def test_base58_uses_the_bitcoin_alphabet():
    assert credentials.base58(b"Hello World!") == "2NEpo7TZRRrLZSi2U"


def test_a_key_is_its_own_identifier(issuer):
    """Check the beginning, which every Ed25519 multikey has."""
    assert issuer.did.startswith("did:key:z6Mk")
    assert issuer.method == f"{issuer.did}#{issuer.did.removeprefix('did:key:')}"


def test_an_address_becomes_a_did():
    key = Ed25519PrivateKey.generate()

    assert credentials.issuer_by_address("http://127.0.0.1:8000", key).did == "did:web:127.0.0.1%3A8000"
    assert credentials.issuer_by_address("https://portal.example", key).did == "did:web:portal.example"


@pytest.mark.parametrize("change", ["document", "proof", "context"])
def test_a_changed_document_fails_verification(issuer, change):
    secured = credentials.with_proof(DOCUMENT, issuer, created="2026-11-22T10:00:00+07:00")
    changed = json.loads(json.dumps(secured))
    if change == "document":
        changed["credentialSubject"]["id"] += "x"
    elif change == "proof":
        changed["proof"]["created"] = "2025-11-22T10:00:00+07:00"
    else:
        changed["@context"].append("https://elsewhere.example")

    assert credentials.is_intact(secured, issuer.key.public_key())
    assert not credentials.is_intact(changed, issuer.key.public_key())


@pytest.mark.parametrize(
    "content", [b"", b"no key", credentials.new_key()[:40]], ids=["empty", "text", "half"]
)
def test_a_file_without_a_key_raises_an_error(tmp_path, content):
    path = tmp_path / "credential.pem"
    path.write_bytes(content)

    with pytest.raises(KeyFileError, match=r"credential\.pem"):
        credentials.load_key(path)
