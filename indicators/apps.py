"""The room as a Django app."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "indicators"
