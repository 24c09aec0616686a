"""Loading an assessment for a user."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404

from assessments.audit.queries import audits
from assessments.corrections.queries import with_level_in_force
from assessments.visits.models import SiteVisit
from assessments.workflow.models import Assessment

# The HTTP status of a save while somebody types, by the first key of its outcome, for the script of the page.
AUTOSAVE_STATUS = {"saved_at": 200, "errors": 422, "refusal": 409}


def get_assessment(user, pk, perm=None, *, with_level=True):
    """Return the assessment; raise 404 when the user may not see it, 403 when `perm` is missing.

    Without `with_level` it lacks the levels and what pages show of audit and committee, and whether it
    `has_visit`.
    """
    related = ["area__province", "cycle__framework__plausibility"]
    assessments = Assessment.objects.visible_to(user).with_last_result()
    if with_level:
        assessments = with_level_in_force(audits.with_audit(assessments))
        assessments = assessments.annotate(
            has_visit=Exists(SiteVisit.objects.filter(assessment=OuterRef("pk")))
        )
        related += ["resolution__meeting", "resolution__recorded_by", "recommended_by"]
    assessments = assessments.select_related(*related)
    assessment = get_object_or_404(assessments, pk=pk)
    if perm and not user.has_perm(perm, assessment):
        raise PermissionDenied
    return assessment
