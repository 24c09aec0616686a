"""Who may open the pages of people, and the steps that are repeated by mistake."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from ecotown.accounts.fresh_sign_in import fresh_sign_in
from ecotown.accounts.models import User
from ecotown.common.steps.repetition import declare_steps
from ecotown.common.steps.running import declare_refusals
from ecotown.people import words
from ecotown.people.actions import closing, requests
from ecotown.people.actions.locking import subject_of
from ecotown.people.domain import PeopleError
from ecotown.people.events import Event

PERMISSION = "people.manage"


def declare():
    """Register the words of refusals, and the steps; called when the portal starts."""
    declare_refusals(PeopleError, lambda error: words.refusal(error.code))
    accounts = {closing.close_account: Event.ACCOUNT_CLOSED, closing.reopen_account: Event.ACCOUNT_REOPENED}
    declare_steps(accounts, _person, until=[Event.ADMINISTRATOR_MADE])
    decided = [Event.ADMINISTRATOR_MADE, Event.REQUEST_REFUSED, Event.REQUEST_WITHDRAWN]
    declare_steps({requests.ask_for_administrator: Event.ADMINISTRATOR_ASKED}, _person, until=decided)
    decided = [Event.FACTOR_RESET_CONFIRMED, Event.REQUEST_REFUSED, Event.REQUEST_WITHDRAWN]
    declare_steps({requests.ask_for_factor_reset: Event.FACTOR_RESET_ASKED}, _person, until=decided)


def _person(*, person, **_values):
    return [(subject_of(person), {})]


def for_administrators(view):
    """Let signed-in administrators alone open a page, and change something only a while after signing in."""
    fresh_view = fresh_sign_in(view)

    @login_required
    @wraps(fresh_view)
    def guarded(request, *arguments, **named):
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return fresh_view(request, *arguments, **named)

    return guarded


def get_person(pk):
    """Return a person; raise 404 when there is none."""
    return get_object_or_404(User, pk=pk)
