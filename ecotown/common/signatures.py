"""What the signature of a PDF says; files of strangers are read in a process of their own."""

import asyncio
import base64
import hashlib
import json
import logging
import re
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from io import BytesIO
from typing import TypeVar

T = TypeVar("T")
CLOCKS_DIFFER = timedelta(minutes=5)
# Where the values of signatures stand in a PDF: in hexadecimal, beside the encryption of an encrypted file.
HEXADECIMAL = re.compile(rb"<([0-9A-Fa-f\s]{200,})>")


class Seal(StrEnum):
    """What is known of a file by its signature alone."""

    NONE = "none"  # not signed
    VALID = "valid"  # signed by a trusted identity, and unchanged since
    STRANGER = "stranger"  # signed by someone whom nobody here knows, changed since or not
    BROKEN = "broken"  # changed after a trusted identity signed it
    UNREADABLE = "unreadable"  # no PDF, or one that cannot be read


@dataclass(frozen=True, slots=True)
class SignatureState:
    """The state of a file's signature; who signed and when is told only of a trusted one."""

    seal: Seal
    signer: str = ""
    signed_at: datetime | None = None
    fingerprint: str = ""  # SHA-256 of the certificate
    is_self_signed: bool = False
    has_timestamp: bool = False


def check(content: bytes, trusted: list[bytes]) -> SignatureState:
    """Look at the signatures of a PDF. `trusted`: certificates in DER that signatures may lead to.

    Nothing is fetched. A file is broken only when one of these certificates signed it: then something was
    changed or added, unless the last signature is theirs, intact, and covers the whole file.
    """
    if b"/ByteRange" not in content and not content.startswith(b"%PDF-"):
        return SignatureState(Seal.UNREADABLE)
    # A third of a second, which only those who sign or check need.
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415

    is_signed_by_us = _is_signed_by(content, trusted)
    try:
        signatures = PdfFileReader(BytesIO(content)).embedded_regular_signatures
        if not signatures:
            state = SignatureState(Seal.NONE)
        else:
            state = _state_of(signatures[-1], content, trusted)
            if state.seal != Seal.BROKEN and signatures[-1].signer_cert.dump() in trusted:
                return state
    except Exception as error:
        # Whatever a broken or hostile file makes the parser raise.
        if _is_for_lack_of_memory(error):
            raise MemoryError from error
        state = SignatureState(Seal.STRANGER if b"/ByteRange" in content else Seal.UNREADABLE)
    if is_signed_by_us and _is_signed_by(_without_attached(content), trusted):
        return SignatureState(Seal.BROKEN)
    return SignatureState(Seal.STRANGER) if state.seal == Seal.BROKEN else state


def check_apart(content: bytes, trusted: list[bytes]) -> SignatureState:
    """`check` in a process of its own. Raises BusyError, which says nothing about the file."""
    # Not above: this file runs by itself, too, without the portal.
    from ecotown.common.apart import run_apart  # noqa: PLC0415

    if b"/ByteRange" not in content and not HEXADECIMAL.search(content):
        return SignatureState(Seal.NONE if content.startswith(b"%PDF-") else Seal.UNREADABLE)
    state = json.loads(run_apart(__file__, content, *(base64.b64encode(one).decode() for one in trusted)))
    signed_at = state["signed_at"] and datetime.fromisoformat(state["signed_at"])
    return SignatureState(**{**state, "seal": Seal(state["seal"]), "signed_at": signed_at})


def in_own_loop(call: Callable[[], T]) -> T:
    """What `call` gives, which starts an event loop as pyHanko does; where one runs, a thread calls."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return call()
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(call).result()


def _is_signed_by(content, certificates):
    """Whether one of these certificates signed a signature that stands in a file, be the file what it may.

    The file is not read as a PDF: a signature is found in an encrypted and in a damaged one alike.
    """
    from asn1crypto import x509  # noqa: PLC0415

    known = [x509.Certificate.load(one) for one in certificates]
    for value in HEXADECIMAL.findall(content):
        try:
            if any(_is_by(one, signer) for signer in _signers(value) for one in known):
                return True
        except Exception as error:  # whatever is no signature
            if _is_for_lack_of_memory(error):
                raise MemoryError from error
    return False


def _without_attached(content):
    """A PDF without the PDFs that are attached to it as they are, whose signatures are not its own."""
    import pikepdf  # noqa: PLC0415

    try:
        with pikepdf.open(BytesIO(content), suppress_warnings=True) as pdf:
            streams = [one.read_raw_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)]
    except pikepdf.PdfError as error:
        if "bad_alloc" in str(error):
            raise MemoryError from error
        return content
    for stream in streams:
        if b"%PDF-" in stream[:1024]:
            content = content.replace(stream, b"")
    return content


def _signers(digits):
    from asn1crypto import cms, parser  # noqa: PLC0415

    value = bytes.fromhex(digits.decode())
    return cms.ContentInfo.load(value[: parser.peek(value)])["content"]["signer_infos"]


def _is_by(certificate, signer):
    """Whether the key of a certificate signed what a signature says of the bytes that it covers."""
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity  # noqa: PLC0415

    named = {"issuer": certificate.issuer.native, "serial_number": certificate.serial_number}
    if signer["sid"].chosen.native != named:
        return False
    _is_intact, is_valid = validate_sig_integrity(signer, certificate, "data", b"")
    return is_valid


def _is_for_lack_of_memory(error):
    """Whether a parser was in want of memory and called that something else."""
    while error:
        if isinstance(error, MemoryError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _is_padded(content, byte_range):
    """Whether nothing hides in the room that the signature leaves, which it does not cover itself."""
    from asn1crypto import parser  # noqa: PLC0415

    _start, end, begin, _length = byte_range
    room = content[end:begin]
    written = bytes.fromhex(room[1:-1].decode("ascii"))
    said = written[: parser.peek(written)]
    digits = said.hex().encode().ljust(2 * len(written), b"0")
    return room in {b"<" + digits + b">", b"<" + digits.upper() + b">"}


def _state_of(signature, content, trusted):
    """What one signature says; "broken" when something was changed or added, whoever signed."""
    from pyhanko.sign.validation import SignatureCoverageLevel  # noqa: PLC0415

    try:
        status = _validated(signature, trusted)
    except AssertionError:
        # A stranger who calls himself as we do, with another kind of key, confuses the search for a path.
        status = _validated(signature, [])
    covers = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    if not (status.intact and status.valid and covers and _is_padded(content, signature.byte_range)):
        return SignatureState(Seal.BROKEN)
    if not status.trusted:
        return SignatureState(Seal.STRANGER)
    certificate = status.signing_cert
    names = certificate.subject.native
    state = SignatureState(
        Seal.VALID,
        signer=names.get("organization_name") or names.get("common_name", ""),
        signed_at=signature.self_reported_timestamp,
        fingerprint=hashlib.sha256(certificate.dump()).hexdigest(),
        is_self_signed=certificate.self_signed != "no",
    )
    stamp = status.timestamp_validity
    if stamp and stamp.intact and stamp.valid:
        state = replace(state, signed_at=stamp.timestamp, has_timestamp=True)
    return state


def _validated(signature, trusted):
    from asn1crypto import x509  # noqa: PLC0415
    from pyhanko.sign.validation import KeyUsageConstraints, validate_pdf_signature  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    context = ValidationContext(
        trust_roots=[x509.Certificate.load(one) for one in trusted],
        allow_fetching=False,
        # A certificate is looked at as of the day of its signature: papers outlive certificates.
        moment=signature.self_reported_timestamp,
        revocation_mode="soft-fail",
        time_tolerance=CLOCKS_DIFFER,
    )
    usage = KeyUsageConstraints(
        key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
    )
    return in_own_loop(lambda: validate_pdf_signature(signature, context, key_usage_settings=usage))


def _alone():
    logging.disable()
    trusted = [base64.b64decode(one) for one in sys.argv[1:]]
    state = asdict(check(sys.stdin.buffer.read(), trusted))
    sys.stdout.write(json.dumps(state, default=datetime.isoformat))


if __name__ == "__main__":
    _alone()
