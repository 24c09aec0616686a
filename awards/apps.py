"""The room as a Django app."""

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "awards"

    def ready(self):
        """Say what can be told about certificates, and when one waits for someone; check the settings."""
        from awards import checks, notices  # noqa: F401, PLC0415 models are not there before

        notices.declare()
