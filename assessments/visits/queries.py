"""Site visits with their findings and photographs."""

from django.db.models import Prefetch

from assessments.evidence.models import Citation, Evidence
from assessments.visits.models import SiteVisit, VisitFinding
from assessments.workflow.models import Assessment


def visits_of(assessment: Assessment) -> list[SiteVisit]:
    """Return the site visits of an assessment by date, findings in criteria order; four queries."""
    findings = VisitFinding.objects.select_related("indicator").order_by(
        "indicator__aspect__dimension__position", "indicator__aspect__position", "indicator__position"
    )
    citations = Citation.objects.select_related("indicator").order_by("indicator_id", "pk")
    photos = Evidence.objects.filter(removed_at__isnull=True).prefetch_related(
        Prefetch("citations", citations)
    )
    rows = SiteVisit.objects.filter(assessment=assessment).select_related("recorded_by")
    return list(
        rows.prefetch_related(
            Prefetch("findings", findings), Prefetch("photos", photos.order_by("uploaded_at", "pk"))
        )
    )
