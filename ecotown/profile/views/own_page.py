"""The own page, position and language."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.i18n import set_language as set_language_cookie

from ecotown.accounts.queries import has_second_factor
from ecotown.accounts.sessions import open_without_second_factor
from ecotown.common.requests.language import LANGUAGES
from ecotown.common.steps.running import posted, run_form_action
from ecotown.profile import queries
from ecotown.profile.actions import details
from ecotown.profile.forms import LanguageForm, PositionForm
from ecotown.profile.sessions import remember_language


@require_safe
@login_required
def own_page(request):
    user = request.user
    context = {
        "terms": queries.terms_of(user) if user.is_officer else [],
        "language_name": LANGUAGES[user.mail_language],
        "mail_to_confirm": queries.mail_to_confirm(user),
        "has_second_factor": has_second_factor(user),
        "has_password": user.has_usable_password(),
        "has_identity": queries.has_identity(user),
        "session_count": queries.session_count(user),
        "acts": queries.recent_acts(user),
    }
    return render(request, "profile/own_page.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def position(request):
    form = PositionForm(posted(request), initial={"position": request.user.position})
    if run_form_action(request, form, details.change_position, _("Your position was saved.")):
        return redirect("profile:own-page")
    context = {"form": form, "title": _("Position")}
    return render(request, "profile/own_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@login_required
def language(request):
    form = LanguageForm(posted(request), initial={"language": request.user.mail_language})
    if run_form_action(request, form, details.choose_language, ""):
        response = redirect("profile:own-page")
        remember_language(response, form.cleaned_data["language"])
        return response
    context = {"form": form, "title": _("Language")}
    return render(request, "profile/own_form.html", context, status=422 if form.errors else 200)


@require_POST
@open_without_second_factor
def set_language(request):
    """Change the language of this browser, and keep it with the person who is signed in."""
    chosen = request.POST.get("language")
    if request.user.is_authenticated and chosen in LANGUAGES:
        details.choose_language(language=chosen, by=request.user)
    return set_language_cookie(request)
