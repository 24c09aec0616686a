"""Checks of `manage.py check --deploy`: readable signing keys, distinguishable visitors, a safe provider."""

from pathlib import Path

from django.conf import settings
from django.core.checks import Error, register
from django.core.checks import Warning as CheckWarning

from ecotown.common.signing import credentials, identities


@register(deploy=True)
def signing_files_can_be_read(**_options):
    """Report wrong paths and passwords at set-up instead of at the first award."""
    errors = []
    for setting, read in (
        ("SIGNING_CERTIFICATE", identities.own_certificates),
        ("SIGNING_PKCS11", identities.configured_identity),
        ("SIGNING_PKCS12", identities.configured_identity),
        ("SIGNING_TRUSTED", identities.further_certificates),
        ("CREDENTIAL_KEY", lambda: credentials.load_key(Path(settings.CREDENTIAL_KEY))),
    ):
        try:
            if getattr(settings, setting):
                read()
        except (identities.SigningError, credentials.KeyFileError) as error:
            errors.append(Error(f"{setting}: {error}", id="common.E001"))
    return errors


@register(deploy=True)
def visitors_are_told_apart(**_options):
    """Report settings under which rate limits would apply to all visitors together, or to none."""
    if settings.VISITOR_ADDRESS == "HTTP_X_FORWARDED_FOR":
        message = "VISITOR_ADDRESS: X-Forwarded-For is a list to which anyone writes; take HTTP_X_REAL_IP"
        return [Error(message, id="common.E002")]
    if settings.TRUSTED_PROXIES:
        return []
    if settings.IS_HTTPS and settings.VISITOR_ADDRESS == "REMOTE_ADDR":
        message = (
            "VISITOR_ADDRESS: behind a proxy all visitors are one; "
            "take HTTP_X_REAL_IP, which it must set, or TRUSTED_PROXIES"
        )
        return [CheckWarning(message, id="common.W001")]
    return []


@register(deploy=True)
def provider_of_identities_is_encrypted(**_options):
    """Report a provider without https: whoever sits on the way could name any person as signed in."""
    if not settings.OIDC_SERVER_URL or settings.OIDC_SERVER_URL.startswith("https://"):
        return []
    return [Error("OIDC_SERVER_URL: the provider of identities needs https", id="common.E003")]
