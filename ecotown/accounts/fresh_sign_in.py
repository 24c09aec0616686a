"""Before a dangerous step: who signed in a while ago proves to be there, and loses nothing that was typed.

`@fresh_sign_in` stands on the view, below `@login_required`. The first answer to a form is then a page that
asks for the password or a second factor, and holds the fields of the form; what it sends comes to the same
view, which goes on when the proof is right.
"""

from functools import wraps
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.http import HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_htmx.http import HttpResponseClientRedirect

from ecotown.accounts import passkeys, queries
from ecotown.accounts.devices import place_of
from ecotown.accounts.forms import SignInAgainForm
from ecotown.accounts.pages import previous_page
from ecotown.accounts.results import tries
from ecotown.accounts.results.codes import take_code
from ecotown.accounts.sessions import is_fresh, note_fresh
from ecotown.common.requests.readable_requests import is_sent_by_script, script_response

PREFIX = "fresh"
NOT_FRESH = (
    gettext_lazy("Please confirm that it is you"),
    gettext_lazy("Nothing was saved. Please open the page again and sign in again."),
)
NOT_KEPT = ("csrfmiddlewaretoken",)


def fresh_sign_in(view):
    """Let `view` do what a form sends only a short while after its person signed in or proved to be there."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        if request.method != "POST" or is_fresh(request):
            return view(request, *args, **kwargs)
        if question := _question(request):
            return question
        note_fresh(request)
        request.POST = _without_proof(request.POST)
        return view(request, *args, **kwargs)

    return checked


def ask_again(request, *, form=None, next_page="", fields=(), status=200):
    """Show the page that asks for a proof; `fields` are what a form has sent, to be sent again with it."""
    context = {
        "form": form or _form(request, None),
        "next": next_page,
        "fields": fields,
        "passkey": passkeys.authentication(request, request.user),
        "page_left": previous_page(request),
    }
    return render(request, "accounts/sign_in_again.html", context, status=status)


def is_proven(request):
    """Return None when what was sent proves the person to be there, else the form with its refusal.

    Raises Waiting when nothing is tried now.
    """
    form = _form(request, request.POST)
    if not form.is_valid():
        return form
    user, given = request.user, form.cleaned_data
    place = place_of(request, user)
    is_password = bool(given.get("password")) and not given["credential"]
    # A code is short: it is counted from everywhere, as when signing in.
    counts = (
        tries.password_counts(user.username, user, place) if is_password else tries.code_counts(user, place)
    )
    tries.begin_try(counts)
    if _is_right(user, given):
        tries.forgive(counts)
        return None
    form.add_error(None, _("This is not right. Please try again."))
    return form


def is_own_password(request, password):
    """Return whether this is the password of who is signed in; wrong ones count as when signing in.

    Raises Waiting when nothing is tried now.
    """
    user = request.user
    counts = tries.password_counts(user.username, user, place_of(request, user))
    tries.begin_try(counts)
    if not user.check_password(password):
        return False
    tries.forgive(counts)
    return True


def ask_to_wait(request, waiting):
    """Say until when nothing is tried from this place."""
    return render(request, "accounts/locked.html", {"until": waiting.until}, status=429)


def _question(request):
    """Return what asks for a proof, None when what was sent holds a right one."""
    if request.htmx:
        return HttpResponseClientRedirect(_address(request))
    if is_sent_by_script(request):
        return script_response(NOT_FRESH, 403)
    if request.FILES or any("password" in name and not _is_proof(name) for name in request.POST):
        return HttpResponseRedirect(_address(request))  # a page holds neither files nor passwords
    form = None
    if any(_is_proof(name) for name in request.POST):
        try:
            form = is_proven(request)
        except tries.Waiting as waiting:
            return ask_to_wait(request, waiting)
        if form is None:
            return None
    return ask_again(request, form=form, fields=_fields(request.POST), status=403)


def _is_right(user, given):
    if given["credential"]:
        return passkeys.answering(user, given["credential"]) is not None
    if given.get("password"):
        return user.check_password(given["password"])
    return take_code(user, given["code"]) is not None


def _form(request, data):
    user = request.user
    return SignInAgainForm(
        data,
        prefix=PREFIX,
        has_password=user.has_usable_password(),
        has_code=queries.factor_of(user, Authenticator.Type.TOTP) is not None,
    )


def _is_proof(name):
    return name.startswith(f"{PREFIX}-")


def _fields(values):
    return [
        (name, value)
        for name, sent in values.lists()
        for value in sent
        if name not in NOT_KEPT and not _is_proof(name)
    ]


def _without_proof(values):
    values = values.copy()
    for name in [name for name in values if _is_proof(name)]:
        del values[name]
    return values


def _address(request):
    page = previous_page(request)
    address = resolve_url("accounts:sign-in-again")
    return f"{address}?{urlencode({'next': page})}" if page else address
