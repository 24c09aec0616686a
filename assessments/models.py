"""Every model of the app, for Django, which looks for them here; import them from their capability."""

import assessments.audit.models.assignments
import assessments.audit.models.comments
import assessments.audit.models.indicator_views
import assessments.audit.models.returns
import assessments.audit.models.verdicts
import assessments.committee.models.meetings
import assessments.committee.models.minutes
import assessments.committee.models.resolutions
import assessments.corrections.models
import assessments.entry.models
import assessments.evidence.models
import assessments.past_years.models
import assessments.plans.models
import assessments.reports.models
import assessments.visits.models
import assessments.warnings.models
import assessments.workflow.models  # noqa: F401
