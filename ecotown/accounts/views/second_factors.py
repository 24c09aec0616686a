"""Views with which people set up and remove their second factors."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecotown.accounts import actions, passkeys, queries
from ecotown.accounts.forms import AppForm, PasskeyForm
from ecotown.accounts.fresh_sign_in import fresh_sign_in
from ecotown.accounts.pages import page_at
from ecotown.accounts.results.codes import mark_kept
from ecotown.accounts.sessions import lacks_second_factor, note_second_factor, open_without_second_factor
from ecotown.common.pdf import qr
from ecotown.common.steps.running import posted, run_action, run_form_action

NEXT = "page_after_set_up"


@require_safe
@login_required
@open_without_second_factor
def second_factor(request):
    """Show the second factors of the person, and how to add one."""
    if signed_out := _other_session(request):
        return signed_out
    if page := page_at(request.GET.get("next"), request):
        request.session[NEXT] = page
    factors = list(queries.factors_of(request.user))
    context = {
        "is_missing": lacks_second_factor(request),
        "app": next((factor for factor in factors if factor.type == Authenticator.Type.TOTP), None),
        "passkeys": [factor for factor in factors if factor.type == Authenticator.Type.WEBAUTHN],
        "has_factor": bool(factors),
        "factors_are_removable": len(factors) > 1 or not request.user.needs_second_factor,
        "codes_left": queries.recovery_codes_left(request.user),
        "passkeys_are_possible": passkeys.are_possible(request),
    }
    return render(request, "accounts/second_factor.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
@open_without_second_factor
@fresh_sign_in
def add_app(request):
    """Show the QR code that an app reads, and take the code that the app then shows."""
    if signed_out := _other_session(request):
        return signed_out
    secret = totp.get_totp_secret()
    form = AppForm(posted(request))
    fields = {"wrong-code": "code"}
    message = _("The authenticator app is set up.")
    if run_form_action(request, form, actions.add_app, message, error_fields=fields, secret=secret):
        totp.clear_totp_secret(request)
        return _set_up(request)
    link = get_adapter().build_totp_url(request.user, secret)
    context = {
        "form": form,
        "qr": mark_safe(qr.svg(link)),  # noqa: S308 - made of numbers only
        "secret": [secret[start : start + 4] for start in range(0, len(secret), 4)],
        "link": link,
        "replaces": queries.factor_of(request.user, Authenticator.Type.TOTP) is not None,
    }
    return render(request, "accounts/app_add.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@login_required
@open_without_second_factor
@fresh_sign_in
def add_passkey(request):
    """Let the browser make a passkey, and keep what it answers."""
    if signed_out := _other_session(request):
        return signed_out
    if not passkeys.are_possible(request):
        return redirect("accounts:second-factor")
    form = PasskeyForm(posted(request))
    if form.is_valid() and not (
        form.cleaned_data["credential"] and passkeys.is_registered(form.cleaned_data["credential"])
    ):
        form.add_error(None, _("No passkey was made. Please try again, or use an authenticator app."))
    if run_form_action(request, form, actions.add_passkey, _("The passkey was added.")):
        return _set_up(request)
    context = {"form": form, "passkey": passkeys.registration(request.user)}
    return render(request, "accounts/passkey_add.html", context, status=422 if form.is_bound else 200)


@require_POST
@login_required
@fresh_sign_in
def remove_app(request):
    factor = get_object_or_404(queries.factors_of(request.user), type=Authenticator.Type.TOTP)
    run_action(request, actions.remove_factor, _("The authenticator app was removed."), factor=factor)
    return redirect("accounts:second-factor")


@require_POST
@login_required
@fresh_sign_in
def remove_passkey(request, pk):
    factor = get_object_or_404(queries.factors_of(request.user), type=Authenticator.Type.WEBAUTHN, pk=pk)
    run_action(request, actions.remove_factor, _("The passkey was removed."), factor=factor)
    return redirect("accounts:second-factor")


@never_cache
@require_safe
@login_required
def recovery_codes(request):
    """Show the recovery codes until the person says that they are kept."""
    factor = queries.factor_of(request.user, Authenticator.Type.RECOVERY_CODES)
    if factor is None or factor.wrap().did_view:
        return redirect("accounts:second-factor")
    codes = [f"{code[:4]} {code[4:]}" for code in factor.wrap().get_unused_codes()]
    return render(request, "accounts/recovery_codes.html", {"codes": codes})


@require_POST
@login_required
@fresh_sign_in
def make_recovery_codes(request):
    if run_action(request, actions.make_recovery_codes, _("The earlier recovery codes are not valid now.")):
        return redirect("accounts:recovery-codes")
    return redirect("accounts:second-factor")


@require_POST
@login_required
def keep_recovery_codes(request):
    """Show the codes no longer, and go on to the page that was asked for before a factor was set up."""
    mark_kept(request.user)
    page = request.session.pop(NEXT, "")
    return redirect(page or resolve_url(settings.LOGIN_REDIRECT_URL))


def _set_up(request):
    note_second_factor(request)
    factor = queries.factor_of(request.user, Authenticator.Type.RECOVERY_CODES)
    is_kept = factor is None or factor.wrap().did_view
    return redirect("accounts:second-factor" if is_kept else "accounts:recovery-codes")


def _other_session(request):
    """Return the way to sign in anew for a session that began before a factor was set up in another one."""
    if not (lacks_second_factor(request) and queries.has_second_factor(request.user)):
        return None
    logout(request)
    messages.info(request, _("A second factor was set up meanwhile. Please sign in with it."))
    return HttpResponseRedirect(resolve_url(settings.LOGIN_URL))
