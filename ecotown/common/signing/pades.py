"""PAdES signatures of PDF files with pyHanko; a module of its own because importing pyHanko is slow."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO

from asn1crypto import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from django.conf import settings
from pyhanko.pdf_utils.content import ImportedPdfPage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.timestamps import HTTPTimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from ecotown.common.signing.identities import Appearance, Identity, SigningError
from ecotown.common.signing.signatures import without_event_loop
from ecotown.common.signing.tokens import TokenError, TokenKey

FIELD = "Signature"
POINTS = 72 / 25.4  # points per millimetre
# Bytes reserved for a signature beside its certificates, and for a timestamp; measuring would sign twice.
SIGNATURE_BYTES, TIMESTAMP_BYTES = 3 << 10, 16 << 10


def sign(pdf: bytes, identity: Identity, *, reason: str, appearance: Appearance | None) -> bytes:
    """Sign `pdf`, see `signing.sign`."""
    metadata = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
        name=identity.name,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    timestamper = HTTPTimeStamper(settings.SIGNING_TSA_URL) if settings.SIGNING_TSA_URL else None
    reserved = sum(map(len, identity.trusted)) + SIGNATURE_BYTES + (TIMESTAMP_BYTES if timestamper else 0)
    signed = BytesIO()
    try:
        with _appearance_options(appearance, identity) as options:
            signer = PdfSigner(metadata, _signer(identity), timestamper=timestamper, **options)
            draft = IncrementalPdfFileWriter(BytesIO(pdf))
            # The signature is written in hexadecimal: two characters per byte.
            without_event_loop(lambda: signer.sign_pdf(draft, output=signed, bytes_reserved=2 * reserved))
    except TimestampRequestError as error:
        raise SigningError(f"the timestamp server: {error}") from error
    return signed.getvalue()


class KeySigner(Signer):
    """A signer whose key is loaded once: loading an RSA key takes longer than signing with it."""

    def __init__(self, identity: Identity) -> None:
        certificate, *chain = (x509.Certificate.load(der) for der in identity.trusted)
        store = SimpleCertificateStore()
        store.register_multiple(chain)
        super().__init__(signing_cert=certificate, cert_registry=store)
        self.key = identity.key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: FBT001, FBT002
        if isinstance(self.key, TokenKey):
            try:
                return self.key.sign(data)
            except TokenError as error:
                raise SigningError(f"the token: {error}") from error
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        if isinstance(self.key, ec.EllipticCurvePrivateKey):
            return self.key.sign(data, ec.ECDSA(hashes.SHA256()))
        raise SigningError("only RSA keys and keys of elliptic curves can sign")


@lru_cache(maxsize=8)
def _signer(identity):
    return KeySigner(identity)


@contextmanager
def _appearance_options(appearance: Appearance | None, identity: Identity) -> Iterator[dict[str, object]]:
    """Yield the keyword arguments that make a visible signature, none for an invisible one."""
    if appearance is None:
        yield {}
        return
    left, bottom = appearance.x, appearance.y
    box = (left, bottom, left + appearance.width, bottom + appearance.height)
    field = SigFieldSpec(FIELD, box=tuple(round(side * POINTS) for side in box))
    with tempfile.NamedTemporaryFile(suffix=".pdf") as picture:
        picture.write(appearance.draw(identity.name, datetime.now(UTC)))
        picture.flush()
        style = StaticStampStyle(
            border_width=0, background=ImportedPdfPage(picture.name), background_opacity=1
        )
        yield {"stamp_style": style, "new_field_spec": field}
