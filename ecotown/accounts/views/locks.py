"""Views of administrators: who has to wait after wrong passwords or codes."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ecotown.accounts import actions, queries, words
from ecotown.accounts.fresh_sign_in import fresh_sign_in
from ecotown.common.steps.running import run_action


@require_safe
@login_required
def locks(request):
    _check(request)
    places = [(place, words.COUNTED[place.counted]) for place in queries.waiting_places()]
    return render(request, "accounts/locks.html", {"places": places})


@require_POST
@login_required
@fresh_sign_in
def lift_lock(request, pk):
    _check(request)
    place = get_object_or_404(queries.waiting_places(), pk=pk)
    run_action(request, actions.lift_lock, _("The lock was lifted."), place=place)
    return redirect("accounts:locks")


def _check(request):
    if not request.user.has_perm("accounts.lift_locks"):
        raise PermissionDenied
