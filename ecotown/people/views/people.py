"""Pages on which administrators list, invite, change and close the accounts of people."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.models import Province
from ecotown.accounts.models import Role
from ecotown.common.forms.refused_forms import refused_forms
from ecotown.common.lists.pages import list_page
from ecotown.common.requests import parameters
from ecotown.common.steps.running import posted, run_form_action
from ecotown.people.actions import people as people_actions
from ecotown.people.documents import mails
from ecotown.people.forms.lists import PeopleListForm
from ecotown.people.forms.people import InviteForm, PersonForm, PersonRequestForm
from ecotown.people.queries import people as people_queries
from ecotown.people.registry import is_closed_for_ever
from ecotown.people.screens import listed_counts, person_events
from ecotown.people.views.access import for_administrators, get_person
from ecotown.profile.queries import can_sign_in

PAGE_SIZE = 50
ERROR_FIELDS = {"mail-taken": "email", "provinces-not-for-role": "role", "two-administrators": "role"}


@require_safe
@for_administrators
def person_list(request):
    """List the people, with what stands out among them."""
    provinces = list(Province.objects.filter(terms__isnull=False).distinct())
    form = PeopleListForm(request.GET, provinces=provinces)
    context = {
        "list": list_page(people_queries.matching(people_queries.people(), form.values), form),
        "counts": listed_counts(people_queries.counts()),
        "requests": list(people_queries.open_requests()),
    }
    return render(request, "people/person_list.html", context)


@require_http_methods(["GET", "POST"])
@for_administrators
def invite(request):
    is_alone = not people_queries.has_other_administrators(request.user)
    form = InviteForm(posted(request), is_alone=is_alone, initial=_asked_role(request))
    person = run_form_action(request, form, people_actions.invite, "", error_fields=ERROR_FIELDS)
    if person:
        messages.success(request, _invited_sentence(person))
        return redirect("people:person", person.pk)
    return render(request, "people/person_invite.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@for_administrators
def person(request, pk):
    """Show a person: account, provinces, open work, requests, and the latest events."""
    shown = get_person(pk)
    waiting = [row for row in people_queries.open_requests() if row.person_id == shown.pk]
    is_alone = not people_queries.has_other_administrators(request.user)
    context = {
        "person": shown,
        "has_factor": people_queries.people().prefetch_related(None).get(pk=pk).has_factor,
        "terms": list(shown.terms.select_related("province").order_by("province__sort_key")),
        "entry_url": mails.entry_url(),
        "code": people_queries.open_code_of(shown),
        "can_sign_in": can_sign_in(shown),
        "requests": waiting,
        "groups": people_queries.open_work_of(shown),
        "events": person_events(shown)[:5],
        "is_self": shown.pk == request.user.pk,
        "is_erased": is_closed_for_ever(shown),
        "request_forms": _request_forms(request, pk),
        "asked": {row.kind for row in waiting},
        "is_alone": is_alone,
        "makes_alone": is_alone and not people_queries.had_other_administrators(shown, request.user),
    }
    return render(request, "people/person_detail.html", context)


@require_safe
@for_administrators
def history(request, pk):
    shown = get_person(pk)
    page = Paginator(person_events(shown), PAGE_SIZE).get_page(parameters.number(request.GET, "page"))
    return render(request, "people/person_history.html", {"person": shown, "page": page})


@require_http_methods(["GET", "POST"])
@for_administrators
def change(request, pk):
    shown = get_person(pk)
    terms = list(shown.terms.not_over().select_related("province").order_by("province__sort_key"))
    initial = {name: getattr(shown, name) for name in ("signing_name", "position", "email", "role")}
    initial["seen"] = people_queries.seal_of(shown)
    roles = [role for role in Role if role != Role.ADMINISTRATOR or shown.is_administrator]
    form = PersonForm(posted(request), initial=initial, terms=terms, roles=roles)
    values = {"person": shown, "error_fields": ERROR_FIELDS}
    if run_form_action(request, form, people_actions.change_person, _("Saved."), **values):
        return redirect("people:person", pk)
    context = {"form": form, "person": shown}
    return render(request, "people/person_change.html", context, status=422 if form.errors else 200)


def _asked_role(request):
    """Return the role that the address of the form asks for, as its initial value."""
    role = request.GET.get("role", "")
    return {"role": role} if role in Role.values else {}


def _request_forms(request, pk):
    """Return the forms that ask another administrator, by their kind; one may have been refused."""
    names = {"administrator": "people:ask-administrator", "factor": "people:ask-factor-reset"}
    sent = refused_forms(request)
    return {
        kind: sent.get(reverse(name, args=[pk])) or PersonRequestForm(auto_id=f"id_{kind}_%s")
        for kind, name in names.items()
    }


def _invited_sentence(person):
    if not person.is_active:
        return _("Another administrator must confirm the new administrator. The invitation is made then.")
    if person.email:
        return _("The invitation is being sent to %(email)s.") % {"email": person.email}
    return _("The account is made. Please print the letter with the code and hand it over.")
