"""The own sessions, and how long this one lasts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecotown.accounts.sessions import open_without_second_factor
from ecotown.common.steps.running import run_action
from ecotown.profile import queries
from ecotown.profile.actions import sessions
from ecotown.profile.sessions import seconds_left


@require_safe
@login_required
def session_list(request):
    shown = queries.sessions_of(request.user, current=request.session.session_key)
    return render(request, "profile/session_list.html", {"sessions": shown})


@require_POST
@login_required
def end_session(request, reference):
    """Sign out on one device; on this one it is signing out."""
    message = _("Signed out on that device.")
    run_action(request, sessions.end_session, message, reference=reference)
    return redirect("profile:sessions")


@require_POST
@login_required
def end_other_sessions(request):
    number = sessions.end_other_sessions(current=request.session.session_key, by=request.user)
    message = ngettext(
        "Signed out on %(count)d other device.", "Signed out on %(count)d other devices.", number
    )
    messages.success(request, message % {"count": number} if number else _("No other device was signed in."))
    return redirect("profile:sessions")


@require_http_methods(["GET", "POST"])
@login_required
@open_without_second_factor
def session_time(request):
    """Return the seconds that the session lasts; sent by POST, the person goes on working."""
    if request.method == "POST":
        request.session.modified = True
        request.session.save()
    idle, at_most = seconds_left(request.session)
    return JsonResponse({"idle": idle, "at_most": at_most})
