"""Django app configuration of the public pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from areas.registry import declare_area_page, declare_explanation_page
from ecotown.configuration.domain import Group
from ecotown.configuration.registry import Section, declare_preview, declare_settings_page


class PortalConfig(AppConfig):
    name = "ecotown.portal"
    label = "portal"

    def ready(self):
        """Register the public pages of an area, the look of the licence of the open data, and the set-up."""
        from ecotown.people.registry import declare_set_up_page  # noqa: PLC0415 models are not there before
        from ecotown.portal.documents import licence_preview  # noqa: PLC0415
        from ecotown.portal.screens import holidays  # noqa: PLC0415

        declare_area_page("portal:area")
        declare_explanation_page("portal:explanation")
        declare_preview(Group.OPEN_DATA, licence_preview)
        declare_set_up_page("portal:set-up")
        holidays.declare()
        declare_settings_page(
            Section.CYCLES,
            "portal:keep-holidays",
            permission="areas.keep_holidays",
            title=_("Public holidays"),
            sentence=_("The days that suggested due dates leave out, year by year."),
        )
