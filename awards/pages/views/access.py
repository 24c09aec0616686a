"""Loading ceremonies, recipients and designs for a user."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from awards.ceremonies.models import Ceremony
from awards.designs.models import Design

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
