"""The assessments as a Django app."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "assessments"

    def ready(self):
        """Register the notices of assessments and the work that waits; load permissions and tasks."""
        from assessments.explanation import tasks  # noqa: F401, PLC0415 models are not there before
        from assessments.pages.screens import my_work  # noqa: PLC0415
        from assessments.workflow import notices, rules  # noqa: F401, PLC0415

        notices.declare()
        my_work.declare()
