"""Lists of assessments: all that a user may see, and those that wait for them."""

from django.db.models import Q

from assessments.domain.audits import STAGES
from assessments.domain.workflow import EDITABLE, Status
from assessments.models import Assessment
from assessments.queries.audits import with_audit
from ecotown.accounts.models import User


def on_list(user: User):
    """Every assessment the user may see, with what a list shows; the same queries for any number of rows."""
    return (
        with_audit(Assessment.objects.visible_to(user))
        .select_related("area__province", "cycle__framework", "resolution")
        .with_level()
        .with_progress()
        .order_by("-cycle__year", "area__province__code", "area__key")
    )


def waiting_for(user: User):
    """Those of `on_list` in which the next step is this user's, oldest first."""
    return on_list(user).filter(_turn_of(user)).order_by("cycle__year", "submitted_at", "area__key")


def _turn_of(user: User) -> Q:
    if user.is_officer:
        return Q(status__in=EDITABLE)
    if user.is_assessor:
        return Q(assigned_to=user.pk, status__in=STAGES) | may_take(user)
    if user.is_administrator:
        return Q(status__in=[Status.COMMITTEE, Status.GRANTED])
    return Q(pk__in=[])


def may_take(user: User) -> Q:
    """Audits that nobody has in hand and that this assessor had no other hand in; needs `with_audit`."""
    own = Q(submitted_by=user) | Q(entries__entered_by=user) | Q(evidence__uploaded_by=user)
    own |= Q(evidence__citations__cited_by=user)
    other_hand = Q(assignments__assessor=user) | Q(passed_by=user) | Q(recommended_by=user)
    barred = Assessment.objects.filter(own | other_hand).values("pk")
    return Q(status__in=STAGES, assigned_to__isnull=True) & ~Q(pk__in=barred)


def decided(user: User):
    """Those the committee has decided, the newest decision first."""
    return on_list(user).filter(resolution__isnull=False).order_by("-resolution__recorded_at")
