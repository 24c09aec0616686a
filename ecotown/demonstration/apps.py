"""Django app configuration of the demonstration."""

from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "ecotown.demonstration"
    label = "demonstration"
