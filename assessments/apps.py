"""The assessments as a Django app."""

from django.apps import AppConfig

from indicators.editions.registry import EditionPage, declare_edition_page


class AssessmentsConfig(AppConfig):
    name = "assessments"

    def ready(self):
        """Register notices, steps, waiting work, the trial of an edition; load permissions and tasks."""
        from assessments.explanation import tasks  # noqa: F401, PLC0415 models are not there before
        from assessments.pages.screens import department_work, my_work  # noqa: PLC0415
        from assessments.pages.views import steps  # noqa: PLC0415
        from assessments.trials import words as trial_words  # noqa: PLC0415
        from assessments.workflow import notices, rules  # noqa: F401, PLC0415

        notices.declare()
        my_work.declare()
        department_work.declare()
        steps.declare()
        declare_edition_page(EditionPage("assessments:trial", trial_words.TITLE))
