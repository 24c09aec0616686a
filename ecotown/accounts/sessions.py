"""What is answered when the session is not the one of the page: it ended, or somebody else signed in."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh

from ecotown.accounts.pages import page_left
from ecotown.common.requests import LONGEST_ADDRESS, is_asked_by_script, sentence_for_script

# The scripts of a page send the id of the person it was rendered for.
PERSON = "X-Person"
# The words of the page 403_csrf.html.
STALE = (
    _("The page was open too long"),
    _(
        "For safety the form has expired and nothing was saved. "
        "Please open the page again: what you typed there while signed in is put back."
    ),
)


class SignInMiddleware(MiddlewareMixin):
    """Lead a person who is signed out to the sign-in page, and let nobody act from the page of another.

    It stands before the check of the token against forged requests, which without a session says less.
    """

    def process_view(self, request, view, _arguments, _named):
        if _needs_sign_in(view) and not request.user.is_authenticated:
            return lead_to_sign_in(request)
        if _is_of_another(request):
            return HttpResponseClientRefresh()
        return None


def lead_to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, in the whole window where a script asked, and from there back to the page left."""
    back = page_left(request) or resolve_url(settings.LOGIN_REDIRECT_URL)
    address = redirect_to_login(back).url
    if len(address) > LONGEST_ADDRESS:  # a long search; its percent signs became longer yet
        address = redirect_to_login(back.partition("?")[0]).url
    return HttpResponseClientRedirect(address) if request.htmx else HttpResponseRedirect(address)


def refuse_stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is not the session's: someone signed in since the page was opened.

    The page is loaded anew, where its script puts back what was typed.
    """
    if request.htmx:
        return HttpResponseClientRefresh()
    if request.resolver_match.view_name == "accounts:sign-out" and not request.user.is_authenticated:
        return redirect(settings.LOGOUT_REDIRECT_URL)
    if is_asked_by_script(request):
        return sentence_for_script(STALE, 403)
    title, sentence = STALE
    context = {"title": title, "sentence": sentence, "page_left": page_left(request)}
    return render(request, "403_csrf.html", context, status=403)


def _needs_sign_in(view):
    """`login_required` leaves this on the views that it decorates, for middleware to read."""
    return hasattr(view, "redirect_field_name")


def _is_of_another(request):
    person = request.headers.get(PERSON)
    return bool(person) and request.user.is_authenticated and person != str(request.user.pk)
