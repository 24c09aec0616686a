"""Views for signing in and out, and for confirming it again before a dangerous step."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LogoutView
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ecotown.accounts import actions, passkeys, queries
from ecotown.accounts.adapters import SecondFactorStage
from ecotown.accounts.devices import place_of, remember_device
from ecotown.accounts.forms import SecondFactorForm, SignInForm
from ecotown.accounts.fresh_sign_in import ask_again, ask_to_wait, is_proven
from ecotown.accounts.pages import page_at
from ecotown.accounts.results import tries
from ecotown.accounts.results.codes import take_code
from ecotown.accounts.sessions import note_fresh, open_without_second_factor
from ecotown.common.steps.running import posted


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
@open_without_second_factor
def sign_in(request):
    """Ask for name and password; a second factor may come after them."""
    next_page = _next_page(request)
    if request.user.is_authenticated:
        return redirect(next_page or settings.LOGIN_REDIRECT_URL)
    form = SignInForm(posted(request))
    if form.is_valid():
        try:
            user = _checked_user(request, **form.cleaned_data)
        except tries.Waiting as waiting:
            return ask_to_wait(request, waiting)
        if user:
            login = Login(user=user, redirect_url=next_page or resolve_url(settings.LOGIN_REDIRECT_URL))
            response = perform_password_login(request, {"username": user.username}, login)
            if request.user.is_authenticated:
                remember_device(request, response, user)
            return response
        form.add_error(None, _("The user name or the password is wrong. Capital letters matter."))
    context = {"form": form, "next": next_page}
    return render(request, "accounts/sign_in.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@open_without_second_factor
def second_factor_code(request):
    """Ask for the second factor of the person whose password was right."""
    stage = LoginStageController.enter(request, SecondFactorStage.key)
    if stage is None or not stage.login.user.is_active:
        return redirect("accounts:sign-in")
    user = stage.login.user
    form = SecondFactorForm(posted(request))
    if form.is_valid():
        try:
            factor = _checked_factor(request, user, form)
        except tries.Waiting as waiting:
            return ask_to_wait(request, waiting)
        if factor:
            return _signed_in(request, stage, factor)
    context = {"form": form, "passkey": passkeys.authentication(request, user), "user_name": user.username}
    return render(request, "accounts/second_factor_code.html", context, status=422 if form.is_bound else 200)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
@login_required
@open_without_second_factor
def sign_in_again(request):
    """Ask for the password or a second factor again, and go on to the page that was left."""
    next_page = _next_page(request)
    if request.method == "POST":
        try:
            form = is_proven(request)
        except tries.Waiting as waiting:
            return ask_to_wait(request, waiting)
        if form is None:
            note_fresh(request)
            return redirect(next_page or settings.LOGIN_REDIRECT_URL)
        return ask_again(request, form=form, next_page=next_page, status=422)
    return ask_again(request, next_page=next_page)


sign_out = open_without_second_factor(LogoutView.as_view())


def _checked_user(request, username, password):
    """Return the person of this name if the password is right. Raises Waiting when nothing is tried now."""
    account = queries.account_named(username)
    counts = tries.password_counts(username, account, place_of(request, account))
    tries.begin_try(counts)
    user = authenticate(request, username=account.username if account else username, password=password)
    if user:
        tries.forgive(counts)
    return user


def _checked_factor(request, user, form):
    """Return the factor that was given, None with the refusal in the form. Raises Waiting."""
    counts = tries.code_counts(user, place_of(request, user))
    tries.begin_try(counts)
    credential = form.cleaned_data["credential"]
    if credential:
        factor = passkeys.answering(user, credential)
    else:
        factor = take_code(user, form.cleaned_data["code"])
    if factor:
        tries.forgive(counts)
    elif credential:
        form.add_error(None, _("The passkey was not accepted. Please try again, or type a code."))
    else:
        form.add_error(
            "code", _("The code is wrong or was used already. Please type the code that the app shows now.")
        )
    return factor


def _signed_in(request, stage, factor):
    """Finish signing in; a person who used a recovery code is led to the page of second factors."""
    user = stage.login.user
    post_authentication(request, factor)
    response = stage.exit()
    remember_device(request, response, user)
    if factor.type == Authenticator.Type.RECOVERY_CODES:
        left = queries.recovery_codes_left(user)
        actions.note_recovery_code(left=left, by=user)
        sentence = ngettext(
            "You signed in with a recovery code; %(left)s is left. If your app or passkey is lost, "
            "please set up another one here.",
            "You signed in with a recovery code; %(left)s are left. If your app or passkey is lost, "
            "please set up another one here.",
            left,
        )
        messages.warning(request, sentence % {"left": left})
        response.headers["Location"] = resolve_url("accounts:second-factor")
    return response


def _next_page(request):
    """Return the requested page if it is a page of the portal other than the one asked for now."""
    page = page_at(request.POST.get("next") or request.GET.get("next"), request)
    return "" if page.partition("?")[0] == request.path else page
