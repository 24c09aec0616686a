"""What administrators ask each other to confirm."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ecotown.common.forms.refused_forms import show_refused
from ecotown.common.steps.running import run_action
from ecotown.people.actions import requests
from ecotown.people.forms.people import PersonRequestForm
from ecotown.people.models.requests import PersonRequest
from ecotown.people.queries.people import has_other_administrators
from ecotown.people.views.access import for_administrators, get_person

DECIDED_SHOWN = 50


@require_safe
@for_administrators
def request_list(request):
    """List the requests that wait, and the latest decided ones."""
    rows = PersonRequest.objects.select_related("person", "asked_by", "decided_by")
    context = {
        "waiting": list(rows.filter(outcome="").order_by("asked_at", "pk")),
        "decided": list(rows.exclude(outcome="").order_by("-decided_at", "-pk")[:DECIDED_SHOWN]),
    }
    return render(request, "people/request_list.html", context)


@require_POST
@for_administrators
def ask_for_administrator(request, pk):
    if has_other_administrators(request.user):
        message = _("Asked. Another administrator must confirm it.")
    else:
        message = _("The second administrator is made. From now on two decide.")
    return _ask(request, pk, requests.ask_for_administrator, message, prefix="administrator")


@require_POST
@for_administrators
def ask_for_factor_reset(request, pk):
    message = _("Asked. Another administrator must confirm it.")
    return _ask(request, pk, requests.ask_for_factor_reset, message, prefix="factor")


@require_POST
@for_administrators
def confirm(request, pk):
    row = get_object_or_404(PersonRequest, pk=pk)
    run_action(request, requests.confirm_request, _("The request is confirmed."), asked=row)
    return redirect("people:person", row.person_id)


@require_POST
@for_administrators
def refuse(request, pk):
    """Refuse a request of another administrator, or withdraw the own one."""
    row = get_object_or_404(PersonRequest, pk=pk)
    is_own = row.asked_by_id == request.user.pk
    message = _("The request is withdrawn.") if is_own else _("The request is refused.")
    run_action(request, requests.refuse_request, message, asked=row)
    return redirect("people:requests")


def _ask(request, pk, action, message, *, prefix):
    person = get_person(pk)
    form = PersonRequestForm(request.POST, auto_id=f"id_{prefix}_%s")
    if not form.is_valid():
        return show_refused(request, form, reverse("people:person", args=[pk]))
    run_action(request, action, message, person=person, **form.cleaned_data)
    return redirect("people:person", pk)
