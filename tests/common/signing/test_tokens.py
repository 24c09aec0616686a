"""Signing with a key in a PKCS#11 token (SoftHSM): the key is used and never exported."""

import os
import subprocess
from pathlib import Path

import pkcs11
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from awards.verification.queries.signatures import trusted_certificates
from ecotown.common.signing import identities as signing_identities
from ecotown.common.signing import signing, tokens
from ecotown.common.signing.signatures import SignatureStatus, check
from tests import files
from tests import identities as tests_identities

MODULE, TOKEN, PIN = "/usr/lib/softhsm/libsofthsm2.so", "department", "1234"
KEYS = {
    "rsa": lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048),
    "ec": lambda: ec.generate_private_key(ec.SECP256R1()),
}


@pytest.fixture(scope="session")
def token(tmp_path_factory):
    """Return a token with a key and a certificate of each kind, labelled with the kind."""
    folder = tmp_path_factory.mktemp("token")
    conf = folder / "softhsm2.conf"
    conf.write_text(f"directories.tokendir = {folder}\nobjectstore.backend = file\nlog.level = ERROR\n")
    # For the whole test process: a token's library is loaded once.
    os.environ["SOFTHSM2_CONF"] = str(conf)
    softhsm("--init-token", "--free", "--label", TOKEN, "--so-pin", PIN, "--pin", PIN)
    keys = {label: make() for label, make in KEYS.items()}
    for number, (label, key) in enumerate(keys.items(), 1):
        path = folder / f"{label}.pem"
        path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        key_options = ("--label", label, "--id", f"0{number}", "--pin", PIN)
        softhsm("--import", path, "--token", TOKEN, *key_options)
    with pkcs11.lib(MODULE).get_token(token_label=TOKEN).open(rw=True, user_pin=PIN) as session:
        for label, key in keys.items():
            session.create_object(certificate_of(label, key, folder / f"{label}.p12"))
    return TOKEN


def certificate_of(label, key, path):
    path.write_bytes(signing_identities.self_signed_pkcs12(f"กรมทดสอบ {label}", key))
    return {
        pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
        pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
        pkcs11.Attribute.LABEL: label,
        pkcs11.Attribute.SUBJECT: b"",
        pkcs11.Attribute.VALUE: signing_identities.load_identity(path, "").trusted[0],
        pkcs11.Attribute.TOKEN: True,
    }


def softhsm(*arguments):
    subprocess.run(["softhsm2-util", *arguments], check=True, capture_output=True)


@pytest.fixture
def configure_key(token, settings, tmp_path):
    """Return a function that sets the settings to the key `label` of the token, closed at the end."""

    def configure(label, pin=PIN):
        settings.SIGNING_PKCS11, settings.SIGNING_TOKEN = MODULE, token
        settings.SIGNING_LABEL, settings.SIGNING_PASSWORD = label, pin
        settings.SIGNING_CERTIFICATE = str(tmp_path / "certificates.pem")
        tests_identities.write(settings.SIGNING_CERTIFICATE, *token_certificates(token))

    yield configure
    tokens.close()
    tokens._refused.clear()


def token_certificates(token):
    """Yield the certificates of the token, which can be read without a PIN."""
    with pkcs11.lib(MODULE).get_token(token_label=token).open() as session:
        kind = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE}
        for stored in session.get_objects(kind):
            yield x509.load_der_x509_certificate(stored[pkcs11.Attribute.VALUE])


@pytest.mark.parametrize("label", KEYS)
def test_the_token_signs_and_a_changed_byte_is_detected(configure_key, label):
    configure_key(label)
    identity = signing_identities.configured_identity()

    signed = signing.sign(files.pdf(), identity, reason="ทดสอบ")

    state = check(signed, identity.trusted)
    place = signed.index(b"%PDF-1") + 300
    changed = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]
    assert (state.status, state.signer) == (SignatureStatus.VALID, f"กรมทดสอบ {label}")
    assert check(changed, identity.trusted).status != SignatureStatus.VALID


@pytest.mark.parametrize(
    ("label", "pin"),
    [pytest.param("rsa", "0000", id="a wrong PIN"), pytest.param("none", PIN, id="no such key")],
)
def test_an_unusable_token_raises_its_cause(configure_key, label, pin):
    configure_key(label, pin)

    with pytest.raises(signing_identities.SigningError, match=f"^{TOKEN}: "):
        signing_identities.configured_identity()


def test_a_wrong_pin_is_tried_once(configure_key, monkeypatch):
    calls = []
    opened = tokens._open
    monkeypatch.setattr(tokens, "_open", lambda *arguments: calls.append(arguments) or opened(*arguments))
    configure_key("rsa", "0000")

    for _ in range(3):
        with pytest.raises(
            signing_identities.SigningError, match="not tried again until this process is restarted"
        ):
            signing_identities.configured_identity()
    configure_key("rsa")

    assert len(calls) == 1
    assert signing_identities.configured_identity().name == "กรมทดสอบ rsa"


def test_verification_does_not_open_the_token(configure_key, monkeypatch):
    configure_key("ec")
    signed = signing.sign(files.pdf(), signing_identities.configured_identity(), reason="ทดสอบ")
    monkeypatch.setattr(tokens, "key_and_certificate", None)

    assert check(signed, trusted_certificates().certificates).status == SignatureStatus.VALID


def test_a_missing_library_raises_an_error(configure_key, settings, tmp_path):
    configure_key("rsa")
    settings.SIGNING_PKCS11 = str(tmp_path / "missing.so")

    with pytest.raises(signing_identities.SigningError):
        signing_identities.configured_identity()


def test_softhsm_is_installed_where_debian_puts_it():
    assert Path(MODULE).exists()
