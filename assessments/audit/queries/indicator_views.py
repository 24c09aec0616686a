"""Which indicators an assessor has opened in an audit."""

from assessments.audit.domain import EntryState
from assessments.audit.models.indicator_views import IndicatorView
from assessments.workflow.models import Assessment
from ecotown.accounts.models import User


def viewed_states(assessment: Assessment, stage: str, user: User) -> dict[str, EntryState]:
    """Return the state in which `user` last saw each indicator at a stage, by code; one query."""
    rows = IndicatorView.objects.filter(assessment=assessment, stage=stage, user=user)
    return dict(rows.values_list("indicator__code", "seen"))
