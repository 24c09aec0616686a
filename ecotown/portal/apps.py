"""Django app configuration of the public pages."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "ecotown.portal"
    label = "portal"
