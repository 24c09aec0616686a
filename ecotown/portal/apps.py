"""The top room as a Django app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "ecotown.portal"
    label = "portal"
