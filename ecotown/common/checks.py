"""What `manage.py check --deploy` looks at: keys can be read, visitors are told apart."""

from pathlib import Path

from django.conf import settings
from django.core.checks import Error, register
from django.core.checks import Warning as Doubt

from ecotown.common import credentials, signing


@register(deploy=True)
def signing_files_can_be_read(**_options):
    """A wrong path or password is found when the portal is set up, not when the first award is made."""
    found = []
    for name, read in (
        ("SIGNING_CERTIFICATE", signing.own),
        ("SIGNING_PKCS11", signing.configured),
        ("SIGNING_PKCS12", signing.configured),
        ("SIGNING_TRUSTED", signing.former),
        ("CREDENTIAL_KEY", lambda: credentials.load_key(Path(settings.CREDENTIAL_KEY))),
    ):
        try:
            if getattr(settings, name):
                read()
        except (signing.SigningError, credentials.KeyFileError) as error:
            found.append(Error(f"{name}: {error}", id="common.E001"))
    return found


@register(deploy=True)
def visitors_are_told_apart(**_options):
    """Otherwise one visitor who guesses codes makes all others wait, or none ever has to."""
    if settings.VISITOR_ADDRESS == "HTTP_X_FORWARDED_FOR":
        said = "VISITOR_ADDRESS: X-Forwarded-For is a list to which anyone writes; take HTTP_X_REAL_IP"
        return [Error(said, id="common.E002")]
    if settings.IS_HTTPS and settings.VISITOR_ADDRESS == "REMOTE_ADDR":
        said = "VISITOR_ADDRESS: behind a proxy all visitors are one; take HTTP_X_REAL_IP, which it must set"
        return [Doubt(said, id="common.W001")]
    return []
