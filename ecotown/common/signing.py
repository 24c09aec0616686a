"""Digital signatures (PAdES) for the PDF files of the portal."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings

if TYPE_CHECKING:
    from ecotown.common.tokens import TokenKey

DEMONSTRATION = "ระบบสาธิต (demonstration)"  # 64 bytes at most
VALID_FOR = timedelta(days=3650)


class SigningError(Exception):
    """The identity that signs cannot be used; the message says why."""

    trouble = "not-signed"  # what a row keeps of it whose file should have been signed


@dataclass(frozen=True, slots=True)
class Identity:
    """Who signs: a private key with its certificate and the chain above it."""

    key: "PrivateKeyTypes | TokenKey"
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]

    @property
    def trusted(self) -> list[bytes]:
        """The certificates, in DER, that a signature of this identity leads to."""
        return [one.public_bytes(serialization.Encoding.DER) for one in (self.certificate, *self.chain)]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, as PDF readers show it."""
        return self.certificate.fingerprint(hashes.SHA256()).hex()

    @property
    def name(self) -> str:
        """The organisation of the certificate, or whatever else it names."""
        for kind in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME):
            if found := self.certificate.subject.get_attributes_for_oid(kind):
                return str(found[0].value)
        return self.certificate.subject.rfc4514_string()


@dataclass(frozen=True, slots=True)
class Appearance:
    """A visible signature: where it stands on the first page, in millimetres from its lower left corner.

    `draw` gives its picture as a PDF of one page, for the name of the signer and the time.
    """

    x: float
    y: float
    width: float
    height: float
    draw: Callable[[str, datetime], bytes]


def configured() -> Identity | None:
    """The identity of the settings, in a token or in a file; None when there is none.

    Raises SigningError, also when the portal would not know its signatures again.
    """
    if not _is_configured():
        return None
    known = own()  # before a token is asked
    identity = in_token() if settings.SIGNING_PKCS11 else _in_file()
    if identity.trusted[0] not in known:
        raise SigningError(
            f"{Path(settings.SIGNING_CERTIFICATE).name}: not the certificate of the key that signs"
        )
    return identity


def in_token() -> Identity:
    """The identity in the token of the settings, whose key never leaves it. Raises SigningError."""
    # Only those with a token need the library that speaks with it.
    from ecotown.common import tokens  # noqa: PLC0415

    where = (settings.SIGNING_PKCS11, settings.SIGNING_TOKEN, settings.SIGNING_LABEL)
    try:
        key, certificate = tokens.key_and_certificate(*where, settings.SIGNING_PASSWORD)
    except tokens.TokenError as error:
        raise SigningError(f"{settings.SIGNING_TOKEN}: {error}") from error
    return Identity(key, certificate, ())


def demonstration() -> Identity:
    """The self-signed identity of the demonstration, made at its first use and kept with what is produced."""
    keep_once(_demonstration_file(), lambda: self_signed(DEMONSTRATION))
    return load(_demonstration_file(), "")


def has_demonstration() -> bool:
    """Whether the demonstration has made its identity, that is, ever signed anything."""
    return _demonstration_file().exists()


def load(path: Path, password: str) -> Identity:
    """The identity in a PKCS#12 file. Raises SigningError."""
    try:
        return _parsed(path.read_bytes(), password.encode() or None)
    except (OSError, ValueError) as error:
        raise SigningError(f"{path.name}: {error}") from error


def own() -> list[bytes]:
    """The certificate, in DER, of the identity of the settings: what verification needs, without its key.

    Raises SigningError.
    """
    if _is_configured() and not settings.SIGNING_CERTIFICATE:
        raise SigningError("SIGNING_CERTIFICATE is empty: nobody could verify what is signed")
    return _listed(settings.SIGNING_CERTIFICATE)


def former() -> list[bytes]:
    """Certificates, in DER, whose signatures still count: of earlier years, or of the authority above.

    Raises SigningError.
    """
    return _listed(settings.SIGNING_TRUSTED)


def sign(pdf: bytes, identity: Identity, *, reason: str, appearance: Appearance | None = None) -> bytes:
    """The PDF with a signature over all of it, after which nothing may be changed or added.

    With `SIGNING_TSA_URL` a timestamp server confirms the time. Raises SigningError when it does not answer.
    """
    # A third of a second, which only those who sign need.
    from ecotown.common import pades  # noqa: PLC0415

    return pades.sign(pdf, identity, reason=reason, appearance=appearance)


def self_signed(name: str, key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | None = None) -> bytes:
    """A new identity of this name that nobody vouches for, as PKCS#12 without a password."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    usage = dict.fromkeys(
        (
            *("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"),
            *("encipher_only", "decipher_only"),
        ),
        False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + VALID_FOR)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(
        name.encode(), key, certificate, None, serialization.NoEncryption()
    )


def keep_once(path: Path, make: Callable[[], bytes]) -> None:
    """Write a secret file unless it is there; of several processes at once, one wins."""
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as draft:  # readable by us only
        draft.write(make())
    try:
        os.link(draft.name, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(draft.name)


def _is_configured():
    return bool(settings.SIGNING_PKCS11 or settings.SIGNING_PKCS12)


def _in_file():
    return load(Path(settings.SIGNING_PKCS12), settings.SIGNING_PASSWORD)


def _listed(name):
    """The certificates, in DER, of a PEM file; none where no file is named."""
    if not name:
        return []
    try:
        found = x509.load_pem_x509_certificates(Path(name).read_bytes())
    except (OSError, ValueError) as error:
        raise SigningError(f"{Path(name).name}: {error}") from error
    return [one.public_bytes(serialization.Encoding.DER) for one in found]


def _demonstration_file():
    return settings.DEMONSTRATION_KEYS / "signing.p12"


@lru_cache(maxsize=8)
def _parsed(content, password):
    key, certificate, chain = pkcs12.load_key_and_certificates(content, password)
    if key is None or certificate is None:
        raise ValueError("no private key with a certificate in it")
    return Identity(key, certificate, tuple(chain))
