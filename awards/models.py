"""Every model of the app, for Django, which looks for them here; import them from their capability."""

import awards.ceremonies.models
import awards.designs.models
import awards.printing.models
import awards.register.models.awards
import awards.register.models.number_series
import awards.register.models.reprints  # noqa: F401
