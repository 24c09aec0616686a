"""A key that stays in a PKCS#11 token (a smart card, an HSM): the portal asks the token to sign."""

import contextlib
import hashlib
import os

import pkcs11
from cryptography import x509
from pkcs11.util.ec import encode_ecdsa_signature

NOT_AGAIN = "the token refused the PIN, which is not tried again until this process is restarted"


class TokenError(Exception):
    """The token cannot be used; the message says why."""


class TokenKey:
    """A private key in a token, RSA or of an elliptic curve; what it signs is hashed with SHA-256."""

    def __init__(self, session: pkcs11.Session, key: pkcs11.PrivateKey) -> None:
        self.session, self._key = session, key

    def sign(self, data: bytes) -> bytes:
        """The signature of `data` in the form that CMS wants. Raises TokenError."""
        try:
            if self._key.key_type == pkcs11.KeyType.RSA:
                return self._key.sign(data, mechanism=pkcs11.Mechanism.SHA256_RSA_PKCS)
            digest = hashlib.sha256(data).digest()
            return encode_ecdsa_signature(self._key.sign(digest, mechanism=pkcs11.Mechanism.ECDSA))
        except pkcs11.PKCS11Error as error:
            close()  # the next one opens the token again
            raise TokenError(_said(error)) from error


PIN_REFUSED = (
    pkcs11.PinIncorrect,
    pkcs11.PinInvalid,
    pkcs11.PinLenRange,
    pkcs11.PinExpired,
    pkcs11.PinLocked,
)
# What this process was refused. A few wrong PINs lock a token, so that none is tried twice.
_refused: set[tuple[str, ...]] = set()
# What this process has opened; a session does not survive a fork, hence the process in the key.
_opened: dict[tuple[str | int, ...], tuple[TokenKey, x509.Certificate]] = {}


def key_and_certificate(module: str, token: str, label: str, pin: str) -> tuple[TokenKey, x509.Certificate]:
    """Key and certificate of this label. `module` is the path of the token's library. Raises TokenError."""
    wanted = (module, token, label, pin, os.getpid())
    if wanted not in _opened:
        if (module, token, pin) in _refused:
            raise TokenError(NOT_AGAIN)
        close()  # a process is signed in to a token once
        _opened[wanted] = _open(module, token, label, pin)
    return _opened[wanted]


def close() -> None:
    """Sign out of the token."""
    process = os.getpid()
    for wanted, (key, _certificate) in list(_opened.items()):
        if wanted[-1] == process:
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
        raise TokenError(f"{_said(error)}: {NOT_AGAIN}") from error
    except (pkcs11.PKCS11Error, RuntimeError, StopIteration, ValueError) as error:
        if session:
            session.close()
        raise TokenError(_said(error)) from error


def _certificate_of(label):
    return {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE, pkcs11.Attribute.LABEL: label}


def _said(error):
    if isinstance(error, StopIteration):
        return "no certificate of this label in the token"
    return f"{type(error).__name__} {error}".strip()
