"""Verification of PDF signatures; untrusted files are verified in a subprocess."""

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

Result = TypeVar("Result")
CLOCK_TOLERANCE = timedelta(minutes=5)
# Signature values in a PDF are hexadecimal strings, also in an encrypted file, which does not encrypt them.
HEXADECIMAL = re.compile(rb"<([0-9A-Fa-f\s]{200,})>")
# The line that ends a PDF, which readers look for in this many last bytes (ISO 32000-1, 7.5.5).
END_OF_FILE = re.compile(rb"[\r\n]%%EOF")
END_BYTES = 1024


class SignatureStatus(StrEnum):
    """The state of a file by its signature alone."""

    NONE = "none"  # not signed
    VALID = "valid"  # signed by a trusted identity, and unchanged since
    UNTRUSTED = "untrusted"  # signed by an identity that is not trusted, changed since or not
    BROKEN = "broken"  # changed after a trusted identity signed it
    UNREADABLE = "unreadable"  # not a PDF, or a damaged one


@dataclass(frozen=True, slots=True)
class SignatureState:
    """The state of a file's signature; signer and time are set only for a trusted one."""

    status: SignatureStatus
    signer: str = ""
    signed_at: datetime | None = None
    fingerprint: str = ""  # SHA-256 of the certificate
    is_self_signed: bool = False
    has_timestamp: bool = False


def check(content: bytes, trusted: list[bytes]) -> SignatureState:
    """Verify the signatures of a PDF. `trusted` are certificates (DER) that signatures may chain to.

    Nothing is fetched. A file is broken only when one of these certificates signed it: then it was changed,
    unless the last signature is by one of them, intact, and covers the whole file.
    """
    if b"/ByteRange" not in content and not content.startswith(b"%PDF-"):
        return SignatureState(SignatureStatus.UNREADABLE)
    # Importing takes a third of a second, which only signing and checking need.
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415

    is_signed_by_us = _is_signed_by(content, trusted)
    try:
        # The reader searches the last line byte by byte: megabytes without a line end would take seconds.
        if not END_OF_FILE.search(content[-END_BYTES:]):
            raise ValueError("no end of file")
        signatures = PdfFileReader(BytesIO(content)).embedded_regular_signatures
        if not signatures:
            state = SignatureState(SignatureStatus.NONE)
        else:
            state = _state_of(signatures[-1], content, trusted)
            if state.status != SignatureStatus.BROKEN and signatures[-1].signer_cert.dump() in trusted:
                return state
    except Exception as error:
        # A broken or hostile file can make the parser raise anything.
        if _is_caused_by_lack_of_memory(error):
            raise MemoryError from error
        state = SignatureState(
            SignatureStatus.UNTRUSTED if b"/ByteRange" in content else SignatureStatus.UNREADABLE
        )
    if is_signed_by_us and _is_signed_by(_without_attached(content), trusted):
        return SignatureState(SignatureStatus.BROKEN)
    return SignatureState(SignatureStatus.UNTRUSTED) if state.status == SignatureStatus.BROKEN else state


def check_in_subprocess(content: bytes, trusted: list[bytes]) -> SignatureState:
    """Run `check` in a subprocess. Raises LimitReachedError, which says nothing about the file."""
    # Imported here because this file also runs as a script without the portal.
    from ecotown.common.files.limited_process import run_limited  # noqa: PLC0415

    if b"/ByteRange" not in content and not HEXADECIMAL.search(content):
        return SignatureState(
            SignatureStatus.NONE if content.startswith(b"%PDF-") else SignatureStatus.UNREADABLE
        )
    state = json.loads(run_limited(__file__, content, *(base64.b64encode(der).decode() for der in trusted)))
    signed_at = state["signed_at"] and datetime.fromisoformat(state["signed_at"])
    return SignatureState(**{**state, "status": SignatureStatus(state["status"]), "signed_at": signed_at})


def without_event_loop(call: Callable[[], Result]) -> Result:
    """Return the result of `call`, which starts an event loop; use a thread where one is running."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return call()
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(call).result()


def _is_signed_by(content, certificates):
    """Return whether one of `certificates` made any signature in the bytes of a file.

    The file is not parsed as a PDF, so signatures in encrypted and damaged files are found, too.
    """
    from asn1crypto import x509  # noqa: PLC0415

    loaded = [x509.Certificate.load(der) for der in certificates]
    for value in HEXADECIMAL.findall(content):
        try:
            if any(_is_made_by(certificate, signer) for signer in _signers(value) for certificate in loaded):
                return True
        except Exception as error:  # a value that is not a signature
            if _is_caused_by_lack_of_memory(error):
                raise MemoryError from error
    return False


def _without_attached(content):
    """Return a PDF without its uncompressed attached PDFs, whose signatures are not its own."""
    import pikepdf  # noqa: PLC0415

    try:
        with pikepdf.open(BytesIO(content), suppress_warnings=True) as pdf:
            streams = [part.read_raw_bytes() for part in pdf.objects if isinstance(part, pikepdf.Stream)]
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


def _is_made_by(certificate, signer):
    """Return whether the key of `certificate` signed the attributes of a signature."""
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity  # noqa: PLC0415

    signer_id = {"issuer": certificate.issuer.native, "serial_number": certificate.serial_number}
    if signer["sid"].chosen.native != signer_id:
        return False
    _is_intact, is_valid = validate_sig_integrity(signer, certificate, "data", b"")
    return is_valid


def _is_caused_by_lack_of_memory(error):
    """Return whether a MemoryError caused `error`, which a parser may have wrapped."""
    while error:
        if isinstance(error, MemoryError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _is_padded(content, byte_range):
    """Return whether the signature's placeholder, which it does not cover, has only padding besides it."""
    from asn1crypto import parser  # noqa: PLC0415

    _start, end, begin, _length = byte_range
    placeholder = content[end:begin]
    value = bytes.fromhex(placeholder[1:-1].decode("ascii"))
    signature = value[: parser.peek(value)]
    digits = signature.hex().encode().ljust(2 * len(value), b"0")
    return placeholder in {b"<" + digits + b">", b"<" + digits.upper() + b">"}


def _state_of(signature, content, trusted):
    """Return the state of one signature; "broken" when the file was changed or extended, whoever signed."""
    from pyhanko.sign.validation import SignatureCoverageLevel  # noqa: PLC0415

    try:
        status = _validated(signature, trusted)
    except AssertionError:
        # A foreign certificate with our name and another kind of key makes the path search fail.
        status = _validated(signature, [])
    covers_file = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    if not (status.intact and status.valid and covers_file and _is_padded(content, signature.byte_range)):
        return SignatureState(SignatureStatus.BROKEN)
    if not status.trusted:
        return SignatureState(SignatureStatus.UNTRUSTED)
    certificate = status.signing_cert
    names = certificate.subject.native
    state = SignatureState(
        SignatureStatus.VALID,
        signer=names.get("organization_name") or names.get("common_name", ""),
        signed_at=signature.self_reported_timestamp,
        fingerprint=hashlib.sha256(certificate.dump()).hexdigest(),
        is_self_signed=certificate.self_signed != "no",
    )
    timestamp = status.timestamp_validity
    if timestamp and timestamp.intact and timestamp.valid:
        state = replace(state, signed_at=timestamp.timestamp, has_timestamp=True)
    return state


def _validated(signature, trusted):
    from asn1crypto import x509  # noqa: PLC0415
    from pyhanko.sign.validation import KeyUsageConstraints, validate_pdf_signature  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    context = ValidationContext(
        trust_roots=[x509.Certificate.load(der) for der in trusted],
        allow_fetching=False,
        # A certificate is validated as of the day of its signature: documents outlive certificates.
        moment=signature.self_reported_timestamp,
        revocation_mode="soft-fail",
        time_tolerance=CLOCK_TOLERANCE,
    )
    usage = KeyUsageConstraints(
        key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
    )
    return without_event_loop(lambda: validate_pdf_signature(signature, context, key_usage_settings=usage))


def _main():
    logging.disable()
    trusted = [base64.b64decode(argument) for argument in sys.argv[1:]]
    state = asdict(check(sys.stdin.buffer.read(), trusted))
    sys.stdout.write(json.dumps(state, default=datetime.isoformat))


if __name__ == "__main__":
    _main()
