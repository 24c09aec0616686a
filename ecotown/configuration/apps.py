"""Django app configuration of the settings."""

from django.apps import AppConfig


class ConfigurationConfig(AppConfig):
    name = "ecotown.configuration"
    label = "configuration"
