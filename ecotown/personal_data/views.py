"""Views of personal data: the register, copies, erasures."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecotown.accounts.fresh_sign_in import fresh_sign_in
from ecotown.common.files.uploads import MEDIA_TYPES
from ecotown.common.requests.downloads import download
from ecotown.common.steps.repetition import declare_steps
from ecotown.common.steps.running import declare_refusals, posted, run_action, run_form_action
from ecotown.personal_data import actions, queries, words
from ecotown.personal_data.domain import PersonalDataError
from ecotown.personal_data.events import Event
from ecotown.personal_data.forms import ErasureForm, PersonForm
from ecotown.personal_data.models import DataExport, Erasure


def declare():
    """Register the words of refusals, and the steps that may be repeated; called when the portal starts."""
    declare_refusals(PersonalDataError, words.refusal)
    steps = {
        actions.confirm_erasure: Event.DATA_ERASED,
        actions.withdraw_erasure: Event.ERASURE_WITHDRAWN,
    }
    declare_steps(steps, lambda *, erasure: [(erasure.history_subject, {"erasure": erasure.pk})])


@require_safe
@login_required
def register(request):
    """Show what is kept of people, and what was asked for about it; polled while a copy is being made."""
    check_right(request)
    copies = list(DataExport.objects.visible_to(request.user).select_related("person")[:20])
    shown = {"copies": copies, "poll_url": "personal_data:register", **waiting(copies)}
    if request.htmx:
        return render(request, "personal_data/copies.html", shown)
    context = {
        **shown,
        "lines": queries.register_lines(),
        "last_run": queries.last_run(),
        "erasures": queries.erasures(),
    }
    return render(request, "personal_data/register.html", context)


@require_http_methods(["GET", "POST"])
@login_required
@fresh_sign_in
def ask_copy(request):
    """Ask for a copy of a person's data."""
    check_right(request)
    form = PersonForm(posted(request))
    message = _("The copy is being made. It appears on this page.")
    if run_form_action(request, form, actions.ask_for_export, message):
        return redirect("personal_data:register")
    return form_page(request, form, _("Copy of personal data"))


@require_http_methods(["GET", "POST"])
@login_required
@fresh_sign_in
def ask_erasure(request):
    """Ask for the erasure of a person's data."""
    check_right(request)
    form = ErasureForm(posted(request))
    message = _("The erasure was asked for. Another administrator must confirm it.")
    if erasure := run_form_action(request, form, actions.ask_for_erasure, message):
        return redirect("personal_data:erasure", erasure.pk)
    return form_page(request, form, _("Erasure of personal data"))


@require_safe
@login_required
def erasure_detail(request, pk):
    """Show what a request for erasure would do, and who decides."""
    context = {
        "erasure": get_erasure(request, pk),
        "lines": queries.register_lines(),
        "acts": queries.count_of_acts(get_erasure(request, pk).person),
    }
    return render(request, "personal_data/erasure.html", context)


@require_POST
@login_required
@fresh_sign_in
def confirm(request, pk):
    erasure = get_erasure(request, pk)
    run_action(request, actions.confirm_erasure, _("The personal data were erased."), erasure=erasure)
    return redirect("personal_data:erasure", pk)


@require_POST
@login_required
def withdraw(request, pk):
    erasure = get_erasure(request, pk)
    run_action(request, actions.withdraw_erasure, _("The request was withdrawn."), erasure=erasure)
    return redirect("personal_data:erasure", pk)


@require_http_methods(["GET", "POST"])
@login_required
def own_data(request):
    """Show what the portal keeps of the person, and the own copies; POST asks for one."""
    if request.method == "POST":
        message = _("The copy is being made. It appears on this page.")
        run_action(request, actions.ask_for_export, message, person=request.user)
        return redirect("personal_data:own")
    copies = queries.exports_of(request.user, owner=request.user)
    context = {
        "lines": [line for line in queries.register_lines() if line.is_of_account],
        "copies": copies,
        "poll_url": "personal_data:own",
        **waiting(copies),
    }
    template = "personal_data/copies.html" if request.htmx else "personal_data/own_data.html"
    return render(request, template, context)


@require_safe
@login_required
def download_copy(request, pk):
    """Send a copy to the person who asked for it."""
    copy = get_object_or_404(DataExport.objects.visible_to(request.user), pk=pk)
    if not copy.is_open:
        messages.error(request, _("This file is no longer there. Please ask for it again."))
        return redirect(
            "personal_data:own" if copy.person_id == request.user.pk else "personal_data:register"
        )
    return download(copy.file, f"personal-data-{copy.person_id}.xlsx", MEDIA_TYPES["xlsx"], is_private=True)


def check_right(request):
    if not request.user.has_perm("personal_data.manage"):
        raise PermissionDenied


def get_erasure(request, pk):
    """Return a request for erasure; raise 403 without the right, 404 when there is none."""
    check_right(request)
    return get_object_or_404(Erasure.objects.select_related("person", "asked_by", "decided_by"), pk=pk)


def form_page(request, form, title):
    """Show a form; one that was refused is answered by 422."""
    context = {
        "form": form,
        "title": title,
        "has_people": form.fields["person"].queryset.exists(),
        "nobody": form.nobody,
    }
    return render(request, "personal_data/form.html", context, status=422 if form.is_bound else 200)


def waiting(copies):
    return {"is_waiting": any(copy.is_waiting for copy in copies)}
