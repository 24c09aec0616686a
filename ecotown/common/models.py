"""Every model of the app, for Django, which looks for them here; import them from their folder."""

import ecotown.common.history.models
import ecotown.common.holidays.models
import ecotown.common.mails.models  # noqa: F401
