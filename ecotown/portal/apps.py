"""Django app configuration of the public pages."""

from django.apps import AppConfig

from areas.registry import declare_area_page, declare_explanation_page


class PortalConfig(AppConfig):
    name = "ecotown.portal"
    label = "portal"

    def ready(self):
        """Register the public pages of an area."""
        declare_area_page("portal:area")
        declare_explanation_page("portal:explanation")
