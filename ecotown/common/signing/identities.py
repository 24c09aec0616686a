"""Identities that sign the portal's PDF files (PAdES): keys and certificates from files and tokens."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
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
from django.utils import timezone

if TYPE_CHECKING:
    from ecotown.common.signing.tokens import TokenKey

DEMONSTRATION_NAME = "ระบบสาธิต (demonstration)"  # 64 bytes at most
VALID_FOR = timedelta(days=3650)


class SigningError(Exception):
    """The signing identity cannot be used; the message is the cause."""

    error_code = "not-signed"  # stored on a row whose file could not be signed


@dataclass(frozen=True, slots=True)
class Identity:
    """A signing identity: a private key with its certificate and the certificate chain above it."""

    key: "PrivateKeyTypes | TokenKey"
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]

    @property
    def trusted(self) -> list[bytes]:
        """The certificates (DER) that a signature of this identity chains to."""
        return [
            certificate.public_bytes(serialization.Encoding.DER)
            for certificate in (self.certificate, *self.chain)
        ]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, as PDF readers show it."""
        return self.certificate.fingerprint(hashes.SHA256()).hex()

    @property
    def name(self) -> str:
        """The organisation of the certificate, else its common name, else its subject."""
        return name_of(self.certificate)


@dataclass(frozen=True, slots=True)
class Appearance:
    """A visible signature: its box on the first page, in millimetres from the lower left corner.

    `draw` returns its picture as a PDF of one page, for the signer's name and the time.
    """

    x: float
    y: float
    width: float
    height: float
    draw: Callable[[str, datetime], bytes]


def configured_identity() -> Identity | None:
    """Return the identity of the settings, from a token or a file; None when none is configured.

    Raises SigningError, also when verification would not recognise its signatures.
    """
    if not _is_configured():
        return None
    certificates = own_certificates()  # before the token is opened
    identity = token_identity() if settings.SIGNING_PKCS11 else _in_file()
    if identity.trusted[0] not in certificates:
        raise SigningError(
            f"{Path(settings.SIGNING_CERTIFICATE).name}: not the certificate of the key that signs"
        )
    return identity


def token_identity() -> Identity:
    """Return the identity in the token of the settings; its key stays there. Raises SigningError."""
    # Imported here because only installations with a token need the PKCS#11 library.
    from ecotown.common.signing import tokens  # noqa: PLC0415

    location = (settings.SIGNING_PKCS11, settings.SIGNING_TOKEN, settings.SIGNING_LABEL)
    try:
        key, certificate = tokens.key_and_certificate(*location, settings.SIGNING_PASSWORD)
    except tokens.TokenError as error:
        raise SigningError(f"{settings.SIGNING_TOKEN}: {error}") from error
    return Identity(key, certificate, ())


def demonstration_identity() -> Identity:
    """Return the self-signed identity of the demonstration, created at its first use."""
    write_secret_once(_demonstration_file(), lambda: self_signed_pkcs12(DEMONSTRATION_NAME))
    return load_identity(_demonstration_file(), "")


def has_demonstration_identity() -> bool:
    """Return whether the demonstration's identity exists, that is, whether it ever signed anything."""
    return _demonstration_file().exists()


def load_identity(path: Path, password: str) -> Identity:
    """Load the identity of a PKCS#12 file. Raises SigningError."""
    try:
        return _parsed(path.read_bytes(), password.encode() or None)
    except (OSError, ValueError) as error:
        raise SigningError(f"{path.name}: {error}") from error


def own_certificates() -> list[bytes]:
    """Return the certificates (DER) of the configured identity, which verification needs; no key is read.

    Raises SigningError.
    """
    if _is_configured() and not settings.SIGNING_CERTIFICATE:
        raise SigningError("SIGNING_CERTIFICATE is empty: nobody could verify what is signed")
    return _certificates_in(settings.SIGNING_CERTIFICATE)


def own_certificate() -> x509.Certificate | None:
    """Return the certificate of the configured identity, None without one. Raises SigningError."""
    certificates = own_certificates()
    if not certificates:
        if _is_configured():
            raise SigningError(f"{Path(settings.SIGNING_CERTIFICATE).name}: no certificate in it")
        return None
    return x509.load_der_x509_certificate(certificates[0])


def own_expiry() -> date | None:
    """Return the day on which the certificate of the configured identity expires, None without one.

    Raises SigningError.
    """
    certificate = own_certificate()
    return timezone.localdate(certificate.not_valid_after_utc) if certificate else None


def name_of(certificate: x509.Certificate) -> str:
    """Return the organisation of a certificate, else its common name, else its subject."""
    for kind in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME):
        if attributes := certificate.subject.get_attributes_for_oid(kind):
            return str(attributes[0].value)
    return certificate.subject.rfc4514_string()


def further_certificates() -> list[bytes]:
    """Return further trusted certificates (DER): of earlier years, or of the authority above.

    Raises SigningError.
    """
    return _certificates_in(settings.SIGNING_TRUSTED)


def self_signed_pkcs12(name: str, key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | None = None) -> bytes:
    """Create a self-signed identity with this common name, as PKCS#12 without a password."""
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


def write_secret_once(path: Path, make: Callable[[], bytes]) -> None:
    """Write a secret file unless it exists; of several concurrent processes, one succeeds."""
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as draft:  # mode 0600
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
    return load_identity(Path(settings.SIGNING_PKCS12), settings.SIGNING_PASSWORD)


def _certificates_in(name):
    """Return the certificates (DER) of the PEM file `name`, none when `name` is empty."""
    if not name:
        return []
    try:
        certificates = x509.load_pem_x509_certificates(Path(name).read_bytes())
    except (OSError, ValueError) as error:
        raise SigningError(f"{Path(name).name}: {error}") from error
    return [certificate.public_bytes(serialization.Encoding.DER) for certificate in certificates]


def _demonstration_file():
    return settings.DEMONSTRATION_KEYS / "signing.p12"


@lru_cache(maxsize=8)
def _parsed(content, password):
    key, certificate, chain = pkcs12.load_key_and_certificates(content, password)
    if key is None or certificate is None:
        raise ValueError("no private key with a certificate in it")
    return Identity(key, certificate, tuple(chain))
