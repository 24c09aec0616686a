"""Words of site visits, and of what is refused with them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assessments.visits.domain import Tone

# The result of a site visit for an indicator.
FINDING_RESULTS = {
    Tone.CONFORMS.value: pgettext_lazy("finding", "Conforms"),
    Tone.OBSERVATION.value: pgettext_lazy("finding", "Observation"),
    Tone.DOES_NOT_CONFORM.value: pgettext_lazy("finding", "Does not conform"),
}

# Why an action is refused, by the code of the WorkflowError.
REFUSALS = {
    "no-visit-now": _("A site visit is recorded during the external audit, until the recommendation."),
    "visit-date": _("The visit lies between the opening of the cycle and today."),
    "visit-incomplete": _("Please name the places visited and who took part."),
    "not-a-photo": _("Only pictures can be added to a site visit."),
}
