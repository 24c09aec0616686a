"""Files signed by others are never reported as changed; the portal's own are, once a byte differs."""

import io
import re
from datetime import UTC, datetime, timedelta
from functools import cache

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfTimeStamper
from pyhanko.sign.timestamps import DummyTimeStamper

from ecotown.common.signing import identities, signing
from ecotown.common.signing.signatures import (
    SignatureState,
    SignatureStatus,
    check,
    check_in_subprocess,
    without_event_loop,
)
from tests import files
from tests.identities import foreign_signer
from tests.identities import signed_by_others as signed

OURS = "กรมทดสอบ"


@pytest.fixture(scope="module")
def identity(tmp_path_factory):
    path = tmp_path_factory.mktemp("keys") / "ours.p12"
    identities.write_secret_once(path, lambda: identities.self_signed_pkcs12(OURS))
    return identities.load_identity(path, "")


@pytest.fixture(scope="module")
def genuine(identity):
    return signing.sign(files.pdf(), identity, reason="ทดสอบ")


def double_of(identity):
    """Return a foreign signer whose certificate copies names and serial number of ours, which it includes."""
    key = ec.generate_private_key(ec.SECP256R1())
    like, now = identity.certificate, datetime.now(UTC)
    builder = x509.CertificateBuilder(
        *(like.issuer, like.subject, key.public_key(), like.serial_number),
        *(now - timedelta(days=1), now + timedelta(days=9)),
    )
    for extension in like.extensions:
        if extension.oid == x509.KeyUsage.oid:
            builder = builder.add_extension(extension.value, extension.critical)
    certificate = builder.sign(key, hashes.SHA256())
    content = pkcs12.serialize_key_and_certificates(b"double", key, certificate, [like], NoEncryption())
    return signers.SimpleSigner.load_pkcs12_data(content, [], None)


@cache
def clock():
    """Return the identity of a timestamp service; its key takes long to find."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return signers.SimpleSigner.load_pkcs12_data(identities.self_signed_pkcs12("นาฬิกา", key), [], None)


def timestamped(content, password=None):
    """Append a document timestamp, as archives do."""
    stamper = PdfTimeStamper(DummyTimeStamper(clock().signing_cert, clock().signing_key))
    draft = IncrementalPdfFileWriter(io.BytesIO(content))
    if password is not None:
        draft.encrypt(password)
    return without_event_loop(lambda: stamper.timestamp_pdf(draft, "sha256")).getvalue()


def encrypted(content, *, user=""):
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(output, encryption=pikepdf.Encryption(owner="owner", user=user))
    return output.getvalue()


def saved_again(content):
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(output)
    return output.getvalue()


def with_attached(identity):
    """Return a foreign PDF with an uncompressed attachment that we signed."""
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(files.pdf())) as pdf:
        attached = signing.sign(files.pdf(), identity, reason="ทดสอบ")
        pdf.attachments["certificate.pdf"] = pikepdf.AttachedFileSpec(pdf, attached)
        pdf.save(output, compress_streams=False)
    return output.getvalue()


def flipped(content, text):
    """Change the first byte of `text` in the content."""
    place = content.index(text)
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


FOREIGN = {
    "an approval": lambda _identity: signed(files.pdf(), foreign_signer()),
    "an approval after PAdES": lambda _identity: signed(
        files.pdf(), foreign_signer(), subfilter=SigSeedSubFilter.PADES
    ),
    "a certification": lambda _identity: signed(
        files.pdf(), foreign_signer(), certify=True, docmdp_permissions=MDPPerm.NO_CHANGES
    ),
    "two signatures": lambda _identity: signed(
        signed(files.pdf(), foreign_signer()), foreign_signer(), field="Second"
    ),
    "an archive timestamp": lambda _identity: timestamped(signed(files.pdf(), foreign_signer())),
    "a timestamp alone": lambda _identity: timestamped(files.pdf()),
    "an owner password": lambda _identity: signed(encrypted(files.pdf()), foreign_signer(), password=""),
    "an owner password and a timestamp": lambda _identity: timestamped(
        signed(encrypted(files.pdf()), foreign_signer(), password=""), password=""
    ),
    "a password to open": lambda _identity: signed(
        encrypted(files.pdf(), user="secret"), foreign_signer(), password="secret"
    ),
    "our subject name": lambda _identity: signed(files.pdf(), foreign_signer(OURS)),
    "our names, serial number and certificate": lambda identity: signed(files.pdf(), double_of(identity)),
    "a change after it": lambda _identity: flipped(signed(files.pdf(), foreign_signer()), b"(Eco)"),
    "something added after it": lambda _identity: signed(files.pdf(), foreign_signer()) + b"\n% a remark\n",
    "our names and a change after it": lambda identity: flipped(
        signed(files.pdf(), double_of(identity)), b"(Eco)"
    ),
    "a damaged table": lambda _identity: signed(files.pdf(), foreign_signer()).replace(
        b"startxref", b"startxxxx"
    ),
    "a file of ours attached": with_attached,
    "a file of ours attached and their signature": lambda identity: signed(
        with_attached(identity), foreign_signer()
    ),
}


@pytest.mark.parametrize("make", [pytest.param(make, id=name) for name, make in FOREIGN.items()])
def test_a_file_signed_by_others_is_never_reported_as_changed(identity, make):
    content = make(identity)

    assert b"/ByteRange" in content
    assert check(content, identity.trusted).status in {SignatureStatus.UNTRUSTED, SignatureStatus.NONE}


CHANGED = {
    "a byte of the page": lambda content: flipped(content, b"(Eco)"),
    "a byte of the word that tells what is signed": lambda content: flipped(content, b"ByteRange"),
    "nine megabytes added": lambda content: content + b"0" * 9_000_000,
    "the signature of somebody else added": lambda content: signed_over(content, foreign_signer()),
    "the signature of somebody of our name added": lambda content: signed_over(content, foreign_signer(OURS)),
    "an archive timestamp added": timestamped,
    "saved again by a program": saved_again,
    "encrypted": encrypted,
    "a byte order mark before it": lambda content: b"\xef\xbb\xbf" + content,
    "its table damaged": lambda content: content.replace(b"startxref", b"startxxxx"),
    "its first kilobyte missing": lambda content: content[1000:],
    "its signature in a file of somebody else": lambda content: (
        files.pdf() + b"\n/ByteRange <" + digits_of(content) + b">"
    ),
}


def signed_over(content, signer):
    """Add a foreign signature in a new revision, although ours forbids it."""
    output = io.BytesIO()
    metadata = PdfSignatureMetadata(field_name="Other", md_algorithm="sha256")
    draft = IncrementalPdfFileWriter(io.BytesIO(content))
    without_event_loop(lambda: IgnoringSigner(metadata, signer).sign_pdf(draft, output=output))
    return output.getvalue()


class IgnoringSigner(signers.PdfSigner):
    """A signer that ignores the restrictions of a certification."""

    def _enforce_certification_constraints(self, reader):
        pass


def digits_of(content):
    """Return the hexadecimal value of the only signature of a file."""
    (digits,) = re.findall(rb"<([0-9A-F]{1000,})>", content)
    return digits


@pytest.mark.parametrize("change", [pytest.param(change, id=name) for name, change in CHANGED.items()])
def test_a_file_of_ours_is_broken_once_a_byte_differs(identity, genuine, change):
    content = change(genuine)

    assert content != genuine
    assert check(content, identity.trusted) == SignatureState(SignatureStatus.BROKEN)
    assert check_in_subprocess(content, identity.trusted) == SignatureState(SignatureStatus.BROKEN)


def test_a_file_without_an_end_is_not_searched_byte_by_byte(identity, genuine, monkeypatch):
    def read(_content):
        pytest.fail("the file was read")

    monkeypatch.setattr("pyhanko.pdf_utils.reader.PdfFileReader", read)

    assert check(genuine + b"0" * 2000, identity.trusted).status == SignatureStatus.BROKEN


def test_an_unchanged_file_of_ours_is_valid(identity, genuine):
    assert check_in_subprocess(genuine, identity.trusted).status == SignatureStatus.VALID


def test_a_file_with_our_name_but_another_key_is_not_broken(identity, genuine):
    digits = digits_of(genuine)
    end = len(digits.rstrip(b"0")) - 4
    forged = genuine.replace(
        digits, digits[:end] + (b"1" if digits[end:][:1] != b"1" else b"2") + digits[end + 1 :]
    )

    assert check(forged, identity.trusted).status == SignatureStatus.UNTRUSTED
