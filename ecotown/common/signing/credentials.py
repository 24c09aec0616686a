"""Verifiable credentials: issuers, their keys, and signing by Data Integrity proof or as a JWT."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
ED25519 = b"\xed\x01"  # multicodec prefix of an Ed25519 public key in a multikey
CONTEXT = "https://www.w3.org/ns/credentials/v2"


class KeyFileError(Exception):
    """The file of the signing key cannot be used; the message names the file and the cause."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """The signer of credentials: a DID and its key; `method` is the id of the verification method."""

    did: str
    method: str
    key: Ed25519PrivateKey


def new_key() -> bytes:
    """Generate an Ed25519 private key as unencrypted PEM (PKCS#8)."""
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def load_key(path: Path) -> Ed25519PrivateKey:
    """Load the Ed25519 private key of a PEM file. Raises KeyFileError."""
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError, TypeError) as error:
        raise KeyFileError(f"{path.name}: {error}") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError(f"{path.name}: not an Ed25519 key")
    return key


def issuer_by_address(site: str, key: Ed25519PrivateKey) -> Issuer:
    """Return the issuer with a did:web identifier, whose DID document is served by `site`."""
    did = f"did:web:{quote(urlsplit(site).netloc, safe='')}"
    return Issuer(did, f"{did}#{multikey(key)}", key)


def issuer_by_key(key: Ed25519PrivateKey) -> Issuer:
    """Return the issuer with a did:key identifier, which is the public key itself."""
    did = f"did:key:{multikey(key)}"
    return Issuer(did, f"{did}#{multikey(key)}", key)


def did_document(issuer: Issuer) -> dict[str, object]:
    """Return the DID document for /.well-known/did.json, which names the issuer's key."""
    method = {
        "id": issuer.method,
        "type": "Multikey",
        "controller": issuer.did,
        "publicKeyMultibase": multikey(issuer.key),
    }
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": issuer.did,
        "verificationMethod": [method],
        "assertionMethod": [issuer.method],
    }


def multikey(key: Ed25519PrivateKey) -> str:
    return f"z{base58(ED25519 + key.public_key().public_bytes_raw())}"


def with_proof(document: Mapping[str, object], issuer: Issuer, *, created: str) -> dict[str, object]:
    """Return `document` with a Data Integrity proof (eddsa-jcs-2022). `created` is an ISO 8601 time."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": created,
        "verificationMethod": issuer.method,
        "proofPurpose": "assertionMethod",
        "@context": document["@context"],
    }
    signature = issuer.key.sign(_hashes(document, proof))
    return {**document, "proof": {**proof, "proofValue": f"z{base58(signature)}"}}


def is_intact(document: Mapping[str, object], key: Ed25519PublicKey) -> bool:
    """Return whether the proof in `document` was made with `key` and the document is unchanged since."""
    unsigned = dict(document)
    proof = dict(unsigned.pop("proof"))
    signature = from_base58(proof.pop("proofValue").removeprefix("z"))
    try:
        key.verify(signature, _hashes(unsigned, proof))
    except InvalidSignature:
        return False
    return True


def jwt(document: Mapping[str, object], issuer: Issuer, *, not_before: int, expires: int) -> str:
    """Return `document` as a signed JWT (Open Badges 3.0, "8.2"). Both times are in seconds since 1970."""
    header = {"alg": "EdDSA", "kid": issuer.method, "typ": "JWT"}
    claims = {
        **document,
        "iss": issuer.did,
        "jti": document["id"],
        "nbf": not_before,
        "exp": expires,
        "sub": document["credentialSubject"]["id"],
    }
    signing_input = f"{_base64(canonical(header))}.{_base64(canonical(claims))}"
    return f"{signing_input}.{_base64(issuer.key.sign(signing_input.encode()))}"


def canonical(value: object) -> bytes:
    """Return `value` as canonical JSON (RFC 8785).

    Raises TypeError for a float: RFC 8785 has number formatting of its own, which is not implemented.
    """
    return json.dumps(_sorted(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def base58(content: bytes) -> str:
    number, text = int.from_bytes(content, "big"), ""
    while number:
        number, remainder = divmod(number, 58)
        text = BASE58[remainder] + text
    return BASE58[0] * (len(content) - len(content.lstrip(b"\0"))) + text


def from_base58(letters: str) -> bytes:
    """Decode Base58. Raises ValueError for a character outside the alphabet."""
    number = 0
    for letter in letters:
        number = number * 58 + BASE58.index(letter)
    leading_zeros = len(letters) - len(letters.lstrip(BASE58[0]))
    return b"\0" * leading_zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def _hashes(document, proof):
    return hashlib.sha256(canonical(proof)).digest() + hashlib.sha256(canonical(document)).digest()


def _sorted(value):
    if isinstance(value, Mapping):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return {key: _sorted(value[key]) for key in keys}
    if isinstance(value, list | tuple):
        return [_sorted(item) for item in value]
    if isinstance(value, float):
        raise TypeError("a float in a signed document")
    return value


def _base64(content):
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
