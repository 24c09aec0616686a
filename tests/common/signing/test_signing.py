"""Signed files: signer, integrity, and the state of files signed by others."""

import asyncio
import io
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.timestamps import DummyTimeStamper

from ecotown.common.checks import (
    provider_of_identities_is_encrypted,
    signing_files_can_be_read,
    visitors_are_told_apart,
)
from ecotown.common.files.limited_process import LimitReachedError, run_limited
from ecotown.common.signing import identities as signing_identities
from ecotown.common.signing import signing
from ecotown.common.signing.signatures import SignatureState, SignatureStatus, check, check_in_subprocess
from tests import files
from tests import identities as tests_identities


@cache
def rsa_key():
    """Return a key that takes long to find."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(params=["ec", "rsa"])
def identity(tmp_path, request):
    key = rsa_key() if request.param == "rsa" else None
    return saved_identity(tmp_path / "signer.p12", "กรมทดสอบ", key)


@pytest.fixture
def signed(identity):
    return signing.sign(files.pdf(), identity, reason="ทดสอบ")


def saved_identity(path, name, key=None):
    signing_identities.write_secret_once(path, lambda: signing_identities.self_signed_pkcs12(name, key))
    return signing_identities.load_identity(path, "")


def seal_of(content, *identities):
    return check(content, [der for identity in identities for der in identity.trusted]).status


def test_a_signed_file_names_its_signer(signed, identity):
    state = check(signed, identity.trusted)

    assert (state.status, state.signer, state.is_self_signed) == (SignatureStatus.VALID, "กรมทดสอบ", True)
    assert abs(state.signed_at.timestamp() - time.time()) < 60


def test_the_signature_is_pades_and_permits_no_changes(signed):
    root = PdfFileReader(io.BytesIO(signed)).root

    field = root["/AcroForm"]["/Fields"][0]
    permission = root["/Perms"]["/DocMDP"]["/Reference"][0].get_object()["/TransformParams"]["/P"]
    assert (field.get_object()["/V"]["/SubFilter"], permission) == ("/ETSI.CAdES.detached", 1)


def test_another_reader_agrees(signed, tmp_path):
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed)

    output = subprocess.run(["pdfsig", path], capture_output=True, text=True, check=False).stdout

    assert "Signature Validation: Signature is Valid." in output
    assert "Total document signed" in output


def test_the_page_is_the_same_as_before(signed):
    assert signed.startswith(files.pdf())


@pytest.mark.parametrize("bit", [1, 32])
def test_a_flipped_bit_is_detected_anywhere(signed, identity, bit):
    for place in range(7, len(signed), len(signed) // 40):
        changed = bytearray(signed)
        changed[place] ^= bit
        assert seal_of(bytes(changed), identity) != SignatureStatus.VALID, place


def test_every_flipped_byte_of_the_page_is_detected(signed, identity):
    start = signed.index(b"(Eco)")

    for place in range(start, start + 5):
        changed = bytearray(signed)
        changed[place] ^= 1
        assert seal_of(bytes(changed), identity) == SignatureStatus.BROKEN


def test_data_added_after_the_signature_is_detected(signed, identity):
    content = signed + b"\n% a remark\n"

    assert seal_of(content, identity) == SignatureStatus.BROKEN


def test_a_foreign_signature_is_not_valid(identity, tmp_path):
    foreign_identity = saved_identity(tmp_path / "foreign.p12", "กรมทดสอบ")

    content = signing.sign(files.pdf(), foreign_identity, reason="ทดสอบ")

    assert check(content, identity.trusted) == SignatureState(SignatureStatus.UNTRUSTED)


@pytest.mark.parametrize(
    ("content", "seal"),
    [
        pytest.param(files.pdf(), SignatureStatus.NONE, id="not signed"),
        pytest.param(files.pdf()[:200], SignatureStatus.UNREADABLE, id="half a file"),
        pytest.param(b"%PDF-1.7\n" + b"\0" * 500, SignatureStatus.UNREADABLE, id="nothing in it"),
        pytest.param(files.jpeg(), SignatureStatus.UNREADABLE, id="a picture"),
        pytest.param(b"", SignatureStatus.UNREADABLE, id="empty"),
    ],
)
def test_an_unsigned_or_unreadable_file_is_reported(identity, content, seal):
    assert seal_of(content, identity) == seal


def test_an_unsigned_file_needs_no_subprocess(monkeypatch, identity):
    monkeypatch.setattr(subprocess, "run", None)

    assert check_in_subprocess(files.pdf(), identity.trusted) == SignatureState(SignatureStatus.NONE)
    assert check_in_subprocess(files.jpeg(), identity.trusted) == SignatureState(SignatureStatus.UNREADABLE)


def test_the_subprocess_agrees(signed, identity):
    assert check_in_subprocess(signed, identity.trusted) == check(signed, identity.trusted)


def test_a_file_that_takes_too_long_has_no_verdict(monkeypatch, signed, identity, tmp_path):
    path = tmp_path / "busy.py"
    path.write_text("while True: pass")
    monkeypatch.setitem(run_limited.__kwdefaults__, "seconds", 1)
    monkeypatch.setattr("ecotown.common.signing.signatures.__file__", str(path))

    with pytest.raises(LimitReachedError, match="^processor$"):
        check_in_subprocess(signed, identity.trusted)


def test_a_lack_of_memory_gives_no_verdict(monkeypatch, signed, identity):
    monkeypatch.setitem(run_limited.__kwdefaults__, "memory", 60 << 20)

    with pytest.raises(LimitReachedError, match="^memory$"):
        check_in_subprocess(signed, identity.trusted)


def test_the_time_of_a_timestamp_is_reported(monkeypatch, settings, identity):
    settings.SIGNING_TSA_URL = "http://timestamps.example"
    monkeypatch.setattr("ecotown.common.signing.pades.HTTPTimeStamper", lambda url: timestamps())

    state = check(signing.sign(files.pdf(), identity, reason="ทดสอบ"), identity.trusted)

    assert (state.status, state.has_timestamp) == (SignatureStatus.VALID, True)


def timestamps():
    """Return a timestamp server that needs no network."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    content = signing_identities.self_signed_pkcs12("นาฬิกาทดสอบ", key)
    signer = signers.SimpleSigner.load_pkcs12_data(content, [], None)
    return DummyTimeStamper(signer.signing_cert, signer.signing_key)


def test_without_the_timestamp_server_nothing_is_signed(settings, identity):
    settings.SIGNING_TSA_URL = "http://127.0.0.1:9/"

    with pytest.raises(signing_identities.SigningError, match="timestamp server"):
        signing.sign(files.pdf(), identity, reason="ทดสอบ")


def test_the_demonstration_makes_its_identity_once(settings, tmp_path):
    settings.DEMONSTRATION_KEYS = tmp_path / "keys"

    first, second = signing_identities.demonstration_identity(), signing_identities.demonstration_identity()

    assert first == second
    assert (tmp_path / "keys/signing.p12").stat().st_mode & 0o077 == 0
    assert len(list((tmp_path / "keys").iterdir())) == 1


def test_an_unreadable_identity_raises_an_error(settings, tmp_path):
    settings.SIGNING_PKCS12 = str(tmp_path / "missing.p12")
    tests_identities.write(tmp_path / "signing.pem", tests_identities.customers()[0])
    settings.SIGNING_CERTIFICATE = str(tmp_path / "signing.pem")

    with pytest.raises(signing_identities.SigningError, match=r"missing\.p12"):
        signing_identities.configured_identity()


def test_a_further_certificate_is_trusted(settings, signed, identity, tmp_path):
    path = tmp_path / "former.pem"
    path.write_bytes(identity.certificate.public_bytes(Encoding.PEM))
    settings.SIGNING_TRUSTED = str(path)

    assert check(signed, signing_identities.further_certificates()).status == SignatureStatus.VALID


def test_signing_files_are_checked_at_deployment(settings, tmp_path):
    settings.SIGNING_PKCS12, settings.CREDENTIAL_KEY = str(tmp_path / "no.p12"), str(tmp_path / "no.pem")

    messages = [error.msg for error in signing_files_can_be_read()]

    assert [message.split(": ")[0] for message in messages] == ["SIGNING_PKCS12", "CREDENTIAL_KEY"]
    assert "SIGNING_CERTIFICATE is empty" in messages[0]


@pytest.mark.parametrize(
    ("is_https", "address", "expected"),
    [
        (True, "REMOTE_ADDR", ["common.W001"]),
        (True, "HTTP_X_FORWARDED_FOR", ["common.E002"]),
        (False, "HTTP_X_FORWARDED_FOR", ["common.E002"]),
        (True, "HTTP_X_REAL_IP", []),
        (False, "REMOTE_ADDR", []),
    ],
)
def test_the_setting_for_the_address_of_visitors_is_checked(settings, is_https, address, expected):
    settings.IS_HTTPS, settings.VISITOR_ADDRESS = is_https, address

    assert [error.id for error in visitors_are_told_apart()] == expected


def test_a_declared_number_of_proxies_tells_visitors_apart(settings):
    settings.IS_HTTPS, settings.VISITOR_ADDRESS, settings.TRUSTED_PROXIES = True, "REMOTE_ADDR", 1

    assert visitors_are_told_apart() == []


@pytest.mark.parametrize(
    ("address", "expected"),
    [("", []), ("https://id.example", []), ("http://id.example", ["common.E003"])],
)
def test_a_provider_of_identities_needs_https(settings, address, expected):
    settings.OIDC_SERVER_URL = address

    assert [error.id for error in provider_of_identities_is_encrypted()] == expected


def test_signing_and_checking_work_inside_an_event_loop(identity):
    async def within_a_loop():
        signed = signing.sign(files.pdf(), identity, reason="ทดสอบ")
        return seal_of(signed, identity)

    with ThreadPoolExecutor(1) as pool:  # a thread without an event loop
        assert pool.submit(asyncio.run, within_a_loop()).result() == SignatureStatus.VALID
