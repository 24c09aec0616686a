"""The demonstration as a Django app."""

from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "ecotown.demonstration"
    label = "demonstration"
