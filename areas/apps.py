"""Django app configuration of the areas."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ecotown.configuration.registry import Section, declare_settings_page


class AreasConfig(AppConfig):
    name = "areas"

    def ready(self):
        """Register the words of refusals, the steps and the pages of settings; load the permissions."""
        from areas import rules  # noqa: F401, PLC0415 predicates of people, who are not there before
        from areas.views import access  # noqa: PLC0415

        access.declare()
        declare_settings_page(
            Section.AREAS,
            "areas:list",
            permission="areas.keep_register",
            title=_("Register of target areas"),
            sentence=_("Add, rename and end areas; boundaries, sub-districts, levels and targets."),
        )
        declare_settings_page(
            Section.AREAS,
            "areas:groups",
            permission="areas.keep_register",
            title=_("Groups of areas"),
            sentence=_("Economic corridors, special zones and pilots that areas belong to."),
        )
        declare_settings_page(
            Section.AREAS,
            "areas:announcements",
            permission="areas.keep_register",
            title=_("Announcements"),
            sentence=_("Announcements that named target areas, with their files."),
        )
