"""Signing identities of the tests: the department, customers of an authority; their files and settings."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.signers import PdfSignatureMetadata

from ecotown.common.signing import identities
from ecotown.common.signing.signatures import without_event_loop


def of_department(settings, folder, name="กรมทดสอบ"):
    """Return a self-signed identity that the settings trust."""
    write_department(folder, name)
    for setting, value in settings_of_department(folder).items():
        setattr(settings, setting, value)
    return identities.configured_identity()


def write_department(folder, name="กรมทดสอบ"):
    """Write the key and the certificate of a self-signed identity."""
    path = folder / "department.p12"
    identities.write_secret_once(path, lambda: identities.self_signed_pkcs12(name))
    write(folder / "department.pem", identities.load_identity(path, "").certificate)


def settings_of_department(folder):
    return {
        "SIGNING_PKCS12": str(folder / "department.p12"),
        "SIGNING_CERTIFICATE": str(folder / "department.pem"),
    }


def customers(*names):
    """Return the certificate of an authority, and an identity issued by it for each name."""
    key = ec.generate_private_key(ec.SECP256R1())
    authority = certificate("ผู้ออกใบรับรอง", key.public_key(), "ผู้ออกใบรับรอง", key, is_authority=True)
    keys = [ec.generate_private_key(ec.SECP256R1()) for _name in names]
    return authority, [
        identities.Identity(
            customer_key, certificate(name, customer_key.public_key(), "ผู้ออกใบรับรอง", key), (authority,)
        )
        for name, customer_key in zip(names, keys, strict=True)
    ]


def foreign_signer(name="ผู้อื่น"):
    """Return an identity that signs PDF files and that the portal does not trust."""
    return signers.SimpleSigner.load_pkcs12_data(identities.self_signed_pkcs12(name), [], None)


def signed_by_others(content, signer=None, *, field="Other", password=None, **metadata):
    """Append a foreign signature to a PDF, as other programs do."""
    draft = IncrementalPdfFileWriter(io.BytesIO(content))
    if password is not None:
        draft.encrypt(password)
    metadata = PdfSignatureMetadata(field_name=field, md_algorithm="sha256", **metadata)
    # A browser test before this one has left its event loop running.
    return without_event_loop(
        lambda: signers.sign_pdf(draft, metadata, signer or foreign_signer())
    ).getvalue()


def certificate(name, key, issuer, issuer_key, *, is_authority=False):
    now = datetime.now(UTC)
    usage = dict.fromkeys(
        (
            *("digital_signature", "key_encipherment", "data_encipherment", "key_agreement"),
            *("encipher_only", "decipher_only"),
        ),
        False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(x509_name(name))
        .issuer_name(x509_name(issuer))
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                content_commitment=not is_authority,
                key_cert_sign=is_authority,
                crl_sign=is_authority,
                **usage,
            ),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
        )
        .sign(issuer_key, hashes.SHA256())
    )


def write(path, *certificates):
    Path(path).write_bytes(b"".join(certificate.public_bytes(Encoding.PEM) for certificate in certificates))


def x509_name(name):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
