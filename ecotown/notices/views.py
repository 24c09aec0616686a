"""Views of the signed-in user's notices."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecotown.common.requests import parameters
from ecotown.common.steps.running import posted
from ecotown.notices import actions, queries
from ecotown.notices.forms import KindsForm
from ecotown.notices.models import Notice


@require_safe
@login_required
def notice_list(request):
    context = {"page": queries.page_of(request.user, parameters.number(request.GET, "page"))}
    return render(request, "notices/notice_list.html", context)


@require_POST
@login_required
def follow(request, pk):
    """Mark a notice as read and redirect to its page."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    lines = queries.lines_of(request.user, [notice])
    if not lines:
        raise Http404
    actions.mark_read(notices=[pk], by=request.user)
    return redirect(lines[0].url)


@require_POST
@login_required
def read(request, pk):
    """Mark the notices of a fold as read, whose newest has this key."""
    newest = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    actions.mark_fold_read(newest=newest, by=request.user)
    return redirect("notices:list")


@require_POST
@login_required
def read_all(request):
    actions.mark_read(by=request.user)
    return redirect("notices:list")


@require_http_methods(["GET", "POST"])
@login_required
def choices(request):
    """Show and store which notices the user wants, and whether by mail."""
    form = KindsForm(posted(request), user=request.user)
    if form.is_valid():
        actions.choose_kinds(kinds=form.chosen, by=request.user)
        messages.success(request, _("Your choice was saved."))
        return redirect("notices:choices")
    return render(request, "notices/notice_choices.html", {"form": form})
