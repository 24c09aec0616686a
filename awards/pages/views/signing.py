"""The page of the certificate that signs the files of awards."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ecotown.common.signing import identities
from ecotown.common.signing.identities import SigningError


@require_safe
@login_required
def signing(request):
    """Show who signs the awards, until when the certificate is valid, and how it is renewed."""
    if not request.user.has_perm("awards.issue"):
        raise PermissionDenied
    certificate, error = None, ""
    try:
        certificate = identities.own_certificate()
    except SigningError as unreadable:
        error = str(unreadable)
    context = {
        "certificate": certificate,
        "error": error,
        "signer": identities.name_of(certificate) if certificate else "",
        "issuer": certificate.issuer.rfc4514_string() if certificate else "",
        "valid_from": _day(certificate.not_valid_before_utc) if certificate else None,
        "expires_on": _day(certificate.not_valid_after_utc) if certificate else None,
        "uses_token": bool(settings.SIGNING_PKCS11),
        "has_timestamps": bool(settings.SIGNING_TSA_URL),
        "has_credential_key": bool(settings.CREDENTIAL_KEY),
    }
    return render(request, "awards/register/signing.html", context)


def _day(moment):
    return timezone.localdate(moment)
