"""The indicators as a Django app."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "indicators"

    def ready(self):
        """Load the permissions."""
        from indicators.editions import rules  # noqa: F401, PLC0415 models are not there before
