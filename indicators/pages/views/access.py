"""The edition of a request, whether it may be changed, and the messages of its actions."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect

from ecotown.common.history import recording
from indicators.editions.actions.changes import EditionError, FieldFaults
from indicators.editions.models import Framework
from indicators.publishing import words


def get_edition(user, edition, perm="indicators.edit_edition"):
    """Return the edition; raise 404 when the user may not see it, 403 without the permission."""
    framework = get_object_or_404(Framework.objects.visible_to(user), edition=edition)
    if not user.has_perm(perm, framework):
        raise PermissionDenied
    return framework


def on_draft(view):
    """Pass the view a draft that the user may edit; redirect from a published edition with the reason."""

    @login_required
    @wraps(view)
    def guarded(request, edition, **arguments):
        framework = get_edition(request.user, edition)
        if framework.is_published:
            messages.error(request, words.refusal_sentence("published"))
            return redirect("indicators:edition", framework.edition)
        return view(request, framework, **arguments)

    return guarded


def posted_data(request):
    """Return the posted data, also of an empty form; None for another method."""
    return request.POST if request.method == "POST" else None


def run_action(request, action, message, **values):
    """Run an action without a form, add `message` or its refusal, and return whether it succeeded."""
    try:
        action(by=request.user, **values)
    except EditionError as error:
        messages.error(request, words.refusal_sentence(error.code))
        return False
    messages.success(request, message)
    return True


def run_form_action(request, form, action, current, **values):
    """Run an action with the values of a form and return its result; None after adding errors to the form.

    `current` returns the values stored now, for a form whose values someone else has changed meanwhile.
    """
    try:
        return action(seal=form.cleaned_data["seen"], by=request.user, **values)
    except FieldFaults as error:
        form.add_faults(error.faults)
    except EditionError as error:
        if error.code == "changed-meanwhile":
            form.add_overtaken_error(current())
        else:
            messages.error(request, words.refusal_sentence(error.code))
    return None


def last_event(framework):
    """Return the last event of an edition; None before the first one."""
    return recording.events_of(framework.history_subject).last()
