"""Pages on which open work is handed over, an account is closed, and those concerned see what came of it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecotown.common.steps.running import posted, run_action
from ecotown.people.actions import closing
from ecotown.people.forms.work import ClosingForm, HandingOverForm
from ecotown.people.queries import people as people_queries
from ecotown.people.screens import handed_over_work
from ecotown.people.views.access import for_administrators, get_person


@require_http_methods(["GET", "POST"])
@for_administrators
def close(request, pk):
    """Show the open work of a person with who may take it, and close the account."""
    message = _("The account is closed.")
    return _pass_on(request, pk, ClosingForm, closing.close_account, message, page="people/person_close.html")


@require_http_methods(["GET", "POST"])
@for_administrators
def hand_over(request, pk):
    """Show the open work of a person who keeps the account, and hand some or all of it over."""
    message = _("The work is handed over.")
    return _pass_on(
        request, pk, HandingOverForm, closing.hand_over, message, page="people/person_hand_over.html"
    )


@require_safe
@login_required
def handed_over(request, pk):
    """Show to those concerned what was handed over of a person's work, the latest first."""
    shown = get_person(pk)
    rows = handed_over_work(shown, request.user)
    if not rows and not request.user.has_perm("people.manage"):
        raise Http404
    return render(request, "people/person_handed_over.html", {"person": shown, "rows": rows})


@require_POST
@for_administrators
def reopen(request, pk):
    shown = get_person(pk)
    run_action(request, closing.reopen_account, _("The account is open again."), person=shown)
    return redirect("people:person", pk)


def _pass_on(request, pk, form_class, action, message, *, page):
    """Ask who takes the open work of a person, and run the action with what was chosen."""
    shown = get_person(pk)
    groups = people_queries.open_work_of(shown)
    form = form_class(posted(request), groups=groups, person=shown)
    if form.is_valid() and run_action(request, action, message, person=shown, **form.cleaned_data):
        return redirect("people:person", pk)
    context = {"form": form, "person": shown, "groups": groups}
    return render(request, page, context, status=422 if form.errors else 200)
