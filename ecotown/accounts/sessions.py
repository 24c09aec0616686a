"""Sessions: what they know of their sign-in, and requests whose session is not that of their page."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh

from ecotown.accounts.domain import FRESH
from ecotown.accounts.pages import previous_page
from ecotown.common.requests.readable_requests import MAX_URL_LENGTH, is_sent_by_script, script_response

# Scripts of a page send the id of the user it was rendered for in this header.
USER_HEADER = "X-Person"
# What a session knows of its sign-in: whether a second factor was given, and when the person was last asked.
SECOND_FACTOR = "second_factor"
FRESH_AT = "fresh_at"
# Title and sentence of the page 403_csrf.html.
STALE_FORM = (
    _("The page was open too long"),
    _(
        "For safety the form has expired and nothing was saved. "
        "Please open the page again: what you typed there while signed in is put back."
    ),
)


def begin_session(request: HttpRequest, *, with_second_factor: bool) -> None:
    """Let the session know how its person signed in; each way of signing in ends here."""
    request.session[SECOND_FACTOR] = with_second_factor
    note_fresh(request)


def note_second_factor(request: HttpRequest) -> None:
    """Let the session know that its person has set up a second factor in it."""
    request.session[SECOND_FACTOR] = True


def note_fresh(request: HttpRequest) -> None:
    request.session[FRESH_AT] = timezone.now().timestamp()


def is_fresh(request: HttpRequest) -> bool:
    """Return whether the person proved a moment ago to be there."""
    fresh_at = request.session.get(FRESH_AT, 0)
    return timezone.now().timestamp() < fresh_at + FRESH.total_seconds()


def lacks_second_factor(request: HttpRequest) -> bool:
    """Return whether this session opens nothing yet: its person needs a second factor, and gave none."""
    user = request.user
    return user.is_authenticated and user.needs_second_factor and not request.session.get(SECOND_FACTOR)


def open_without_second_factor(view):
    """Let a view be opened before the second factor was set up."""
    view.is_open_without_second_factor = True
    return view


class SignInMiddleware(MiddlewareMixin):
    """Redirects signed-out users to the sign-in page, and reloads a page rendered for another user.

    Assessors and administrators without a second factor come to the page that sets one up.

    It precedes the CSRF check, whose error would be less helpful to somebody without a session.
    """

    def process_view(self, request, view, _arguments, _named):
        if _needs_sign_in(view) and not request.user.is_authenticated:
            return redirect_to_sign_in(request)
        if lacks_second_factor(request) and not _is_open_without_second_factor(request, view):
            return _redirect_to_set_up(request)
        if _is_page_of_another_user(request):
            return HttpResponseClientRefresh()
        return None


def redirect_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Redirect to the sign-in page, which leads back to the page left; htmx loads it as a whole page."""
    back = previous_page(request) or resolve_url(settings.LOGIN_REDIRECT_URL)
    address = redirect_to_login(back).url
    if len(address) > MAX_URL_LENGTH:  # a long search, which quoting made longer
        address = redirect_to_login(back.partition("?")[0]).url
    return HttpResponseClientRedirect(address) if request.htmx else HttpResponseRedirect(address)


def refuse_stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose CSRF token is not the session's: someone signed in since the page was opened.

    The page is reloaded, where its script restores what was typed.
    """
    if request.htmx:
        return HttpResponseClientRefresh()
    if request.resolver_match.view_name == "accounts:sign-out" and not request.user.is_authenticated:
        return redirect(settings.LOGOUT_REDIRECT_URL)
    if is_sent_by_script(request):
        return script_response(STALE_FORM, 403)
    title, sentence = STALE_FORM
    context = {"title": title, "sentence": sentence, "page_left": previous_page(request)}
    return render(request, "403_csrf.html", context, status=403)


def _needs_sign_in(view):
    """Return whether `login_required` decorates the view: it sets this attribute for middleware."""
    return hasattr(view, "redirect_field_name")


def _is_open_without_second_factor(request, view):
    is_language = request.resolver_match.view_name == "set_language"
    return is_language or getattr(view, "is_open_without_second_factor", False)


def _redirect_to_set_up(request):
    address = resolve_url("accounts:second-factor")
    if page := previous_page(request):
        address = f"{address}?{urlencode({'next': page})}"
    return HttpResponseClientRedirect(address) if request.htmx else HttpResponseRedirect(address)


def _is_page_of_another_user(request):
    user_id = request.headers.get(USER_HEADER)
    return bool(user_id) and request.user.is_authenticated and user_id != str(request.user.pk)
