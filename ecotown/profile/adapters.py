"""How an identity of a provider (OpenID Connect) signs people in: only where they linked it before."""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base import AuthError, AuthProcess
from django.contrib import messages
from django.shortcuts import redirect

from ecotown.profile import words
from ecotown.profile.actions import identities
from ecotown.profile.domain import ProfileError
from ecotown.profile.registry import linking_by_invitation


class IdentityAdapter(DefaultSocialAccountAdapter):
    """Links an identity to the person who asked for it while signed in; makes no accounts.

    Of the identity only the number that the provider gave it is kept, neither names nor addresses.
    """

    def is_open_for_signup(self, _request, _sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        """Decide what follows after the provider has named somebody."""
        account = sociallogin.account
        SocialAccount.objects.filter(pk=account.pk).update(extra_data={})
        if invitation := sociallogin.state.get("invitation"):
            accept = linking_by_invitation().accept
            raise ImmediateHttpResponse(
                accept(request, invitation, provider=account.provider, uid=account.uid)
            )
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(_link(request, sociallogin))
        if not sociallogin.is_existing:
            raise ImmediateHttpResponse(_refuse(request, "identity-not-linked"))
        if not sociallogin.user.is_active:
            raise ImmediateHttpResponse(_refuse(request, "identity-not-linked"))

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None):
        """Lead back with a sentence: the person broke off, or the provider did not answer as it should."""
        is_cancelled = error == AuthError.CANCELLED
        invitation = ((extra_context or {}).get("state") or {}).get("invitation")
        page = linking_by_invitation().page_of(invitation) if invitation else ""
        raise ImmediateHttpResponse(
            _refuse(request, "identity-cancelled" if is_cancelled else "identity-failed", page)
        )

    def send_notification_mail(self, *_arguments, **_named):
        """Send nothing: the portal has mails of its own."""


def _link(request, sociallogin):
    """Link the identity to the person who is signed in, and lead to the own page."""
    if not request.user.is_authenticated:
        return redirect("accounts:sign-in")
    account = sociallogin.account
    try:
        identities.link_identity(provider=account.provider, uid=account.uid, by=request.user)
    except ProfileError as error:
        messages.error(request, words.refusal(error.code))
    else:
        messages.success(request, words.IDENTITY_LINKED)
    return redirect("profile:own-page")


def _refuse(request, code, page=""):
    messages.error(request, words.refusal(code))
    own_place = "profile:own-page" if request.user.is_authenticated else "accounts:sign-in"
    return redirect(page or own_place)
