"""Words of site visits, and of what is recorded and refused with them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.visits.domain import Tone

# The result of a site visit for an indicator.
FINDING_RESULTS = {
    Tone.CONFORMS.value: pgettext_lazy("finding", "Conforms"),
    Tone.OBSERVATION.value: pgettext_lazy("finding", "Observation"),
    Tone.DOES_NOT_CONFORM.value: pgettext_lazy("finding", "Does not conform"),
}

# The events of the history that this capability records.
EVENTS = {
    "visit-recorded": _("Site visit recorded"),
    "visit-changed": _("Record of the site visit changed"),
    "finding-saved": _("Finding of the site visit saved"),
    "finding-removed": _("Finding of the site visit taken back"),
    "visit-photo-added": _("Photograph of the site visit added"),
    "visit-photo-cited": _("Photograph of the site visit cited"),
    "photo-citation-removed": _("Citation of a photograph removed"),
    "visit-photo-removed": _("Photograph of the site visit removed"),
}

# Why an action is refused, by the code of the WorkflowError.
REFUSALS = {
    "no-visit-now": _("A site visit is recorded during the external audit, until the recommendation."),
    "visit-date": _("The visit lies between the opening of the cycle and today."),
    "visit-incomplete": _("Please name the places visited and who took part."),
    "not-a-photo": _("Only pictures can be added to a site visit."),
}
