"""The own mail address, and the link that confirms it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ecotown.accounts.fresh_sign_in import ask_to_wait
from ecotown.accounts.results.tries import Waiting
from ecotown.accounts.sessions import open_without_second_factor
from ecotown.common.steps.running import posted, run_form_action
from ecotown.profile import queries
from ecotown.profile.actions import mails
from ecotown.profile.domain import ProfileError
from ecotown.profile.forms import MailForm
from ecotown.profile.views.passwords import ask_for_password, has_own_password, old_link


@require_http_methods(["GET", "POST"])
@login_required
def mail_address(request):
    if not request.user.has_usable_password():
        return ask_for_password(request)
    form = MailForm(posted(request), user=request.user)
    try:
        is_right = form.is_valid() and has_own_password(request, form)
    except Waiting as waiting:
        return ask_to_wait(request, waiting)
    if is_right:
        form.cleaned_data.pop("current_password")
        message = _("A link was sent to %(email)s. Please open it within three days.") % form.cleaned_data
        if run_form_action(request, form, mails.ask_to_confirm_mail, message):
            return redirect("profile:own-page")
    context = {"form": form, "title": _("E-mail address")}
    return render(request, "profile/own_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@never_cache
@open_without_second_factor
def mail_link(request, token):
    """Ask whoever followed a link to confirm the address: programs that examine mails follow links, too."""
    link = queries.mail_link(token)
    if link is None or not link.holds:
        return old_link(request)
    if request.method != "POST":
        return render(request, "profile/mail_link.html", {"link": link})
    try:
        mails.confirm_mail(link=link, by=link.user)
    except ProfileError:
        return old_link(request)
    messages.success(request, _("The e-mail address was confirmed."))
    return redirect("profile:own-page")
