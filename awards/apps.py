"""The Django app of awards."""

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "awards"

    def ready(self):
        """Register the notices, the waiting assessments and the system checks."""
        from awards import checks, notices  # noqa: F401, PLC0415 models are not loaded earlier

        notices.declare()
