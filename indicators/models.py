"""Every model of the app, for Django, which looks for them here; import them from their capability."""

import indicators.crosswalks.models
import indicators.editions.models
import indicators.handbook.models
import indicators.plausibility.models  # noqa: F401
