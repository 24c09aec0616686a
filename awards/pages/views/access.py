"""Loading ceremonies, recipients and designs for a user, and running an action on them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from awards.ceremonies.models import Ceremony
from awards.designs.domain.kinds import AwardError
from awards.designs.models import Design
from awards.pages import words

PERMISSION = "awards.hold_ceremonies"


def get_ceremony(user, pk):
    """Return a ceremony; raise 403 for all but administrators, 404 when there is none."""
    if not user.has_perm(PERMISSION):
        raise PermissionDenied
    return get_object_or_404(Ceremony.objects.visible_to(user), pk=pk)


def get_recipient(user, pk, recipient_pk):
    """Return a recipient of a ceremony; raise 403 and 404 as in `get_ceremony`."""
    return get_object_or_404(get_ceremony(user, pk).recipients.with_list_relations(), pk=recipient_pk)


def get_design(user, pk):
    """Return a design; raise 403 for all but administrators, 404 when there is none."""
    if not user.has_perm(PERMISSION):
        raise PermissionDenied
    return get_object_or_404(Design, pk=pk)


def run_action(request, action, message, **values):
    """Run an action and show its message or its refusal; return what it returned, None when refused."""
    try:
        changed_row = action(by=request.user, **values)
    except AwardError as error:
        messages.error(request, words.refusal(error.code, error.detail))
        return None
    messages.success(request, message)
    return changed_row


def run_form_action(form, action, **values):
    """Return what the action returned for a valid form; None when refused, with the error in the form."""
    if not form.is_valid():
        return None
    try:
        return action(**values, **form.cleaned_data)
    except AwardError as error:
        form.add_error(None, words.refusal(error.code))
        return None
