"""Signing with a private key in a PKCS#11 token (a smart card, an HSM)."""

import contextlib
import hashlib
import os

import pkcs11
from cryptography import x509
from pkcs11.util.ec import encode_ecdsa_signature

PIN_NOT_RETRIED = "the token refused the PIN, which is not tried again until this process is restarted"


class TokenError(Exception):
    """The token cannot be used; the message is the cause."""


class TokenKey:
    """A private key in a token, RSA or elliptic curve; signatures use SHA-256."""

    def __init__(self, session: pkcs11.Session, key: pkcs11.PrivateKey) -> None:
        self.session, self._key = session, key

    def sign(self, data: bytes) -> bytes:
        """Return the signature of `data` in the encoding of CMS. Raises TokenError."""
        try:
            if self._key.key_type == pkcs11.KeyType.RSA:
                return self._key.sign(data, mechanism=pkcs11.Mechanism.SHA256_RSA_PKCS)
            digest = hashlib.sha256(data).digest()
            return encode_ecdsa_signature(self._key.sign(digest, mechanism=pkcs11.Mechanism.ECDSA))
        except pkcs11.PKCS11Error as error:
            close()  # the next call opens the token again
            raise TokenError(_message(error)) from error


PIN_REFUSED = (
    pkcs11.PinIncorrect,
    pkcs11.PinInvalid,
    pkcs11.PinLenRange,
    pkcs11.PinExpired,
    pkcs11.PinLocked,
)
# (module, token, PIN) that the token refused in this process. A few wrong PINs lock a token: no retries.
_refused: set[tuple[str, ...]] = set()
# Open keys; a session does not survive a fork, hence the process id in the dictionary key.
_opened: dict[tuple[str | int, ...], tuple[TokenKey, x509.Certificate]] = {}


def key_and_certificate(module: str, token: str, label: str, pin: str) -> tuple[TokenKey, x509.Certificate]:
    """Return key and certificate of `label`; `module` is a path of a PKCS#11 library. Raises TokenError."""
    session_key = (module, token, label, pin, os.getpid())
    if session_key not in _opened:
        if (module, token, pin) in _refused:
            raise TokenError(PIN_NOT_RETRIED)
        close()  # a process can be signed in to a token only once
        _opened[session_key] = _open(module, token, label, pin)
    return _opened[session_key]


def close() -> None:
    """Sign out of the token."""
    process = os.getpid()
    for session_key, (key, _certificate) in list(_opened.items()):
        if session_key[-1] == process:
            with contextlib.suppress(pkcs11.PKCS11Error):
                key.session.close()
    _opened.clear()


def _open(module, token, label, pin):
    session = None
    try:
        session = pkcs11.lib(module).get_token(token_label=token).open(user_pin=pin or None)
        key = session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, label=label)
        certificate = next(iter(session.get_objects(_certificate_of(label))))
        return TokenKey(session, key), x509.load_der_x509_certificate(certificate[pkcs11.Attribute.VALUE])
    except PIN_REFUSED as error:
        _refused.add((module, token, pin))
        raise TokenError(f"{_message(error)}: {PIN_NOT_RETRIED}") from error
    except (pkcs11.PKCS11Error, RuntimeError, StopIteration, ValueError) as error:
        if session:
            session.close()
        raise TokenError(_message(error)) from error


def _certificate_of(label):
    return {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE, pkcs11.Attribute.LABEL: label}


def _message(error):
    if isinstance(error, StopIteration):
        return "no certificate of this label in the token"
    return f"{type(error).__name__} {error}".strip()
