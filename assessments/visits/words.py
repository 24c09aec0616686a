"""Words of the findings of a visit."""

from django.utils.translation import pgettext_lazy

from assessments.visits.domain import Tone

# The result of a site visit for an indicator.
FINDING_RESULTS = {
    Tone.CONFORMS.value: pgettext_lazy("finding", "Conforms"),
    Tone.OBSERVATION.value: pgettext_lazy("finding", "Observation"),
    Tone.DOES_NOT_CONFORM.value: pgettext_lazy("finding", "Does not conform"),
}
