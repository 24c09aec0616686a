"""The edition of a request, whether it may be changed, and the messages of its actions."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from ecotown.common.history import recording
from ecotown.common.steps.repetition import declare_steps
from ecotown.common.steps.running import declare_refusals
from indicators.editions.actions.changes import EditionError, FieldFaults
from indicators.editions.events import Event
from indicators.editions.models import Framework
from indicators.editions.queries.examples import red_examples
from indicators.handbook import actions as handbook_actions
from indicators.publishing import actions, words


def declare():
    """Register the words of refusals, and the steps that may be repeated; called when the portal starts."""
    declare_refusals(EditionError, lambda error: words.refusal_sentence(error.code))
    declare_steps(
        {actions.publish_framework: Event.FRAMEWORK_PUBLISHED}, _place_in_history, returns_same=True
    )
    declare_steps({handbook_actions.retry_handbook: Event.HANDBOOK_RETRIED}, _place_of_handbook)


def _place_in_history(*, framework):
    return [(framework.history_subject, {})]


def _place_of_handbook(*, handbook):
    subject = handbook_actions.history_subject(handbook.framework)
    return [(subject, {"language": handbook.language, "checksum": handbook.checksum})]


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


def run_sealed_action(request, form, action, current, **values):
    """Save the values of a form and say so; return the result, None after adding errors to the form.

    `current` returns the values stored now, for a form whose values someone else has changed meanwhile.
    """
    try:
        result = action(seal=form.cleaned_data["seen"], by=request.user, **values)
    except FieldFaults as error:
        form.add_faults(error.faults)
    except EditionError as error:
        if error.code == "changed-meanwhile":
            form.add_overtaken_error(current())
        else:
            messages.error(request, words.refusal_sentence(error.code))
    else:
        messages.success(request, _("Saved."))
        return result
    return None


def after_change(framework, red_before, url):
    """Redirect to `url` after a change of the criteria; first to the worked examples that it broke, if any.

    `red_before` are those that did not compute what they expect before the change.
    """
    changed = Framework.objects.get(pk=framework.pk)
    broken = sorted(red_examples(changed) - red_before)
    if not broken:
        return redirect(url)
    chosen = urlencode({"broken": broken}, doseq=True)
    return redirect(f"{reverse('indicators:adapt-examples', args=[framework.edition])}?{chosen}")


def last_event(framework):
    """Return the last event of an edition; None before the first one."""
    return recording.events_of(framework.history_subject).last()
