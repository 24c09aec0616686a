"""Accepting an invitation with an identity of a provider (OpenID Connect) in place of a password."""

from allauth.socialaccount.providers.base import AuthProcess
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ecotown.people import words
from ecotown.people.actions.codes import accept_with_identity
from ecotown.people.domain import PeopleError
from ecotown.people.models import OneTimeCode
from ecotown.people.views.codes import refuse_code, usable_code
from ecotown.profile import words as profile_words
from ecotown.profile.domain import ProfileError
from ecotown.profile.registry import LinkingByInvitation, declare_linking_by_invitation
from ecotown.profile.views.identities import check_provider, to_provider


def declare():
    """Register what follows at the provider; called when the portal starts."""
    declare_linking_by_invitation(LinkingByInvitation(accept, page_of))


@require_POST
@never_cache
def link_by_code(request, text):
    """Lead an invited person to the provider; `accept` takes who comes back."""
    check_provider()
    code, status = usable_code(request, text)
    if code is None:
        return refuse_code(request, status)
    if not code.is_invitation:
        raise Http404
    page = resolve_url("people:use-code", code.code)
    # The key, not the code: the session is a row of the database, which holds no code.
    return to_provider(request, AuthProcess.CONNECT, page, page_left=page, invitation=code.pk)


def accept(request, key, *, provider, uid):
    """Link the identity of who comes back from the provider to the person of the invitation."""
    code = OneTimeCode.objects.usable().select_related("person").filter(pk=key).first()
    if code is None:
        messages.error(request, words.refusal("code-closed"))
        return redirect("people:enter-code")
    try:
        accept_with_identity(code=code, provider=provider, uid=uid)
    except PeopleError as error:
        messages.error(request, words.refusal(error.code))
        return redirect("people:enter-code")
    except ProfileError as error:
        messages.error(request, profile_words.refusal(error.code))
        return redirect("people:use-code", code.code)
    messages.success(request, _("The identity was linked. Please sign in with it."))
    return redirect("accounts:sign-in")


def page_of(key):
    """Return the address of the page of an invitation, that for codes when it was used or has ended."""
    code = OneTimeCode.objects.usable().filter(pk=key).first()
    return resolve_url("people:use-code", code.code) if code else resolve_url("people:enter-code")
