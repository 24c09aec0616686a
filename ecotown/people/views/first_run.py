"""The first page of a new installation: its first administrator."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ecotown.common.requests.visitors import Allowance
from ecotown.common.steps.running import posted
from ecotown.people import words
from ecotown.people.actions.first_run import make_first_administrator
from ecotown.people.domain import PeopleError
from ecotown.people.forms.first_run import FirstAdministratorForm
from ecotown.people.queries.first_run import has_administrators, is_set_up_code
from ecotown.people.registry import SET_UP_PAGES

ALLOWANCE = Allowance("people.set-up", tries=20, seconds=600)


@require_http_methods(["GET", "POST"])
@never_cache
@sensitive_post_parameters("code", "password", "repeated")
def first_administrator(request):
    """Let whoever has the code of the installation open the first account; later the page is not there."""
    if has_administrators():
        raise Http404
    form = FirstAdministratorForm(posted(request))
    if form.is_valid() and _is_made(request, form):
        messages.success(request, _("Your account is open. Please sign in; the set-up then goes on."))
        return redirect(f"{reverse('accounts:sign-in')}?next={reverse(SET_UP_PAGES[0])}")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "people/first_administrator.html", {"form": form}, status=status)


def _is_made(request, form):
    """Return whether the account was made; wrong codes count, and too many of them make everybody wait."""
    values = dict(form.cleaned_data)
    code = values.pop("code")
    del values["repeated"]
    if ALLOWANCE.is_used_up(request):
        form.add_error("code", words.TOO_MANY_TRIES)
        return False
    if not is_set_up_code(code):
        ALLOWANCE.use(request)
        form.add_error("code", words.SET_UP_CODE_WRONG)
        return False
    try:
        make_first_administrator(**values)
    except PeopleError as error:
        form.add_error("username" if error.code == "name-taken" else None, words.refusal(error.code))
        return False
    return True
