"""The room as a Django app."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"

    def ready(self):
        """Say what can be told about assessments."""
        from assessments import notices  # noqa: PLC0415 models are not there before

        notices.declare()
