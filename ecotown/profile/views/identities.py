"""Signing in by an identity of a provider (OpenID Connect), and linking it to the own account."""

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import callback
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from ecotown.accounts.devices import remember_device
from ecotown.accounts.fresh_sign_in import fresh_sign_in
from ecotown.accounts.pages import page_at
from ecotown.accounts.sessions import open_without_second_factor
from ecotown.common.steps.running import run_action
from ecotown.profile import words
from ecotown.profile.actions import identities


@require_POST
@open_without_second_factor
def sign_in_by_identity(request):
    """Lead to the provider, which leads back to `returned`."""
    next_page = page_at(request.POST.get("next"), request) or resolve_url(settings.LOGIN_REDIRECT_URL)
    return to_provider(request, AuthProcess.LOGIN, next_page)


@require_POST
@login_required
@fresh_sign_in
def link_identity(request):
    return to_provider(request, AuthProcess.CONNECT, resolve_url("profile:own-page"))


@require_POST
@login_required
@fresh_sign_in
def unlink_identity(request):
    run_action(request, identities.unlink_identity, _("The identity signs you in no longer."))
    return redirect("profile:own-page")


@require_safe
@never_cache
@open_without_second_factor
def returned(request, provider_id):
    """Take who comes back from the provider."""
    check_provider()
    was_signed_in = request.user.is_authenticated
    response = callback(request, provider_id)
    if request.user.is_authenticated and not was_signed_in:
        remember_device(request, response, request.user)
    return response


def to_provider(request, process, next_page, *, page_left="", **state):
    """Lead to the provider; `state` is kept in the session for who comes back.

    Where the provider does not answer, lead back to `page_left`. Who is signed in is asked by the provider
    again, since somebody else may sit at an open screen.
    """
    check_provider()
    provider = get_adapter(request).get_provider(request, settings.OIDC_PROVIDER)
    asked = provider.get_auth_params() | ({"prompt": "login"} if request.user.is_authenticated else {})
    try:
        return provider.redirect(request, process, next_url=next_page, auth_params=asked, **state)
    except (OAuth2Error, RequestException, KeyError, ValueError):
        messages.error(request, words.refusal("identity-failed"))
        own_place = "profile:own-page" if request.user.is_authenticated else "accounts:sign-in"
        return redirect(page_left or own_place)


def check_provider():
    """Raise Http404 where no provider is set."""
    if not settings.OIDC_SERVER_URL:
        raise Http404
