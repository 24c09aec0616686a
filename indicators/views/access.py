"""Which edition a request is about, and whether it may be changed."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect

from ecotown.common import history
from indicators import labels
from indicators.actions import EditionError, FieldFaults
from indicators.models import Framework


def get_edition(user, edition, perm="indicators.edit_edition"):
    """404 outside what the user may see, 403 when they may see but not do."""
    framework = get_object_or_404(Framework.objects.visible_to(user), edition=edition)
    if not user.has_perm(perm, framework):
        raise PermissionDenied
    return framework


def on_draft(view):
    """Give the view a draft that the user may edit; a published edition is shown with the reason instead."""

    @login_required
    @wraps(view)
    def guarded(request, edition, **arguments):
        framework = get_edition(request.user, edition)
        if framework.is_published:
            messages.error(request, labels.refusal("published"))
            return redirect("indicators:edition", framework.edition)
        return view(request, framework, **arguments)

    return guarded


def posted(request):
    """What was sent, None when the page is only looked at; an empty form is sent too."""
    return request.POST if request.method == "POST" else None


def do(request, action, done, **values):
    """Run an action without a form and say how it went; True when it went well."""
    try:
        action(by=request.user, **values)
    except EditionError as error:
        messages.error(request, labels.refusal(error.code))
        return False
    messages.success(request, done)
    return True


def saved(request, form, action, current, **values):
    """Run an action with what a form gave; what it refuses is said in the form. None when refused.

    `current` reads what is stored now, for a form that someone else was faster than.
    """
    try:
        return action(seen=form.cleaned_data["seen"], by=request.user, **values)
    except FieldFaults as error:
        form.tell_faults(error.faults)
    except EditionError as error:
        if error.code == "changed-meanwhile":
            form.tell_overtaken(current())
        else:
            messages.error(request, labels.refusal(error.code))
    return None


def last_deed(framework):
    """Who did something to an edition last, and when; None before the first deed."""
    return history.rows_of(framework.history_subject).last()
