"""The room as a Django app."""

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "awards"

    def ready(self):
        """Say what can be told about certificates, and when one waits for someone."""
        from awards import notices  # noqa: PLC0415 models are not there before

        notices.declare()
