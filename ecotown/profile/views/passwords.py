"""Changing the own password, and choosing another one with the link of a mail."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ecotown.accounts.fresh_sign_in import ask_to_wait, is_own_password
from ecotown.accounts.results.tries import Waiting
from ecotown.accounts.sessions import open_without_second_factor
from ecotown.common.requests.visitors import Allowance
from ecotown.common.steps.running import posted
from ecotown.profile import queries, words
from ecotown.profile.actions import passwords
from ecotown.profile.domain import ProfileError
from ecotown.profile.forms import ForgottenPasswordForm, NewPasswordForm, PasswordForm

# Where the link of a mail is kept while a person chooses the password, so that the address no longer has it.
LINK = "password-link"


@require_http_methods(["GET", "POST"])
@login_required
def password(request):
    if not request.user.has_usable_password():
        return ask_for_password(request)
    form = PasswordForm(posted(request), user=request.user)
    try:
        is_right = form.is_valid() and has_own_password(request, form)
    except Waiting as waiting:
        return ask_to_wait(request, waiting)
    if is_right:
        chosen = form.cleaned_data["password"]
        passwords.change_password(password=chosen, current=request.session.session_key, by=request.user)
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Your password was changed. Other devices were signed out."))
        return redirect("profile:own-page")
    context = {"form": form, "title": _("Change the password")}
    return render(request, "profile/own_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@open_without_second_factor
def forgotten_password(request):
    """Ask for a link; the answer is the same whether there is such an account or not."""
    form = ForgottenPasswordForm(posted(request))
    if form.is_valid():
        allowance = asking_allowance()
        if allowance.is_used_up(request):
            form.add_error(None, words.refusal("too-many-tries"))
        else:
            allowance.use(request)
            for user in queries.people_named(form.cleaned_data["name"]):
                passwords.forget_password(user=user)
            return redirect("profile:link-sent")
    context = {"form": form}
    return render(request, "profile/forgotten_password.html", context, status=422 if form.errors else 200)


@require_safe
@open_without_second_factor
def link_sent(request):
    return render(request, "profile/link_sent.html")


@require_safe
@never_cache
@open_without_second_factor
def password_link(request, key, token):
    """Keep the link of a mail in the session, and lead on to the form."""
    if not queries.password_link_holds(queries.user_of_key(key), token):
        return old_link(request)
    request.session.cycle_key()  # a session that somebody planted in this browser learns nothing
    request.session[LINK] = [key, token]
    return redirect("profile:new-password")


@require_http_methods(["GET", "POST"])
@never_cache
@open_without_second_factor
def new_password(request):
    """Let whoever followed the link of a mail choose a password."""
    key, token = request.session.get(LINK, ("", ""))
    user = queries.user_of_key(key)
    if not queries.password_link_holds(user, token):
        return old_link(request)
    form = NewPasswordForm(posted(request), user=user)
    if form.is_valid():
        try:
            passwords.replace_password(user=user, token=token, password=form.cleaned_data["password"])
        except ProfileError:
            return old_link(request)
        del request.session[LINK]
        messages.success(request, _("Your password was saved. Please sign in with it."))
        return redirect("accounts:sign-in")
    context = {"form": form, "account": user}
    return render(request, "profile/new_password.html", context, status=422 if form.errors else 200)


def ask_for_password(request):
    """Say to who signs in by an identity alone that a password is needed first, and how to get one."""
    messages.warning(request, words.PASSWORD_NEEDED)
    return redirect("profile:forgotten-password" if request.user.email else "profile:own-page")


def has_own_password(request, form):
    """Return whether a valid form has the present password, so that nobody acts at an open screen.

    Otherwise the form says so, and the try is counted. Raises Waiting when nothing is tried now.
    """
    if is_own_password(request, form.cleaned_data["current_password"]):
        return True
    form.add_error("current_password", words.WRONG_PASSWORD)
    return False


def asking_allowance():
    """Return how often one network may ask for links: an office shares an address."""
    return Allowance("forgotten-password", tries=settings.PASSWORD_LINKS, seconds=3600)


def old_link(request):
    """Say that a link of a mail holds no longer."""
    return render(request, "profile/old_link.html", status=404)
