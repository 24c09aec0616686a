"""Django app configuration of personal data."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ecotown.configuration.registry import Section, declare_settings_page


class PersonalDataConfig(AppConfig):
    name = "ecotown.personal_data"
    label = "personal_data"

    def ready(self):
        """Register the page of the settings, the words of refusals and the steps; load the permission."""
        from ecotown.notices.registry import declare_work  # noqa: PLC0415 models are not there before
        from ecotown.personal_data import rules  # noqa: F401, PLC0415
        from ecotown.personal_data.queries import erasures_to_decide  # noqa: PLC0415
        from ecotown.personal_data.views import declare  # noqa: PLC0415

        declare()
        declare_work(_("Erasure of personal data"), erasures_to_decide)
        declare_settings_page(
            Section.SYSTEM,
            "personal_data:register",
            permission="personal_data.manage",
            title=_("Personal data"),
            sentence=_("What is kept of people, why and for how long; copies and erasure."),
        )
