"""What `manage.py check --deploy` looks at: that the files which sign can be read."""

from pathlib import Path

from django.conf import settings
from django.core.checks import Error, register

from ecotown.common import credentials, signing


@register(deploy=True)
def signing_files_can_be_read(**_options):
    """A wrong path or password is found when the portal is set up, not when the first award is made."""
    found = []
    for name, read in (
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
