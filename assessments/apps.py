"""The assessments as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from areas.registry import declare_grants
from ecotown.common.history.registry import declare_places
from ecotown.common.produced_files.registry import declare_known_files
from ecotown.configuration.registry import Section, declare_settings_page
from indicators.editions.registry import EditionPage, declare_edition_page


class AssessmentsConfig(AppConfig):
    name = "assessments"

    def ready(self):
        """Register what the assessments declare to lower rooms; load permissions and tasks."""
        from assessments.committee.queries import known_minutes, meeting_places  # noqa: PLC0415
        from assessments.cycles import notices as cycle_notices  # noqa: PLC0415
        from assessments.cycles import words as cycle_words  # noqa: PLC0415
        from assessments.entry.registry import declare_loaded_years  # noqa: PLC0415
        from assessments.explanation import tasks  # noqa: F401, PLC0415 models are not there before
        from assessments.pages.screens import (  # noqa: PLC0415
            department_work,
            my_work,
            open_work,
            settings,
        )
        from assessments.pages.views import steps  # noqa: PLC0415
        from assessments.past_years.queries import loaded_before, past_year_places  # noqa: PLC0415
        from assessments.reports.queries.reports import known_report  # noqa: PLC0415
        from assessments.trials import words as trial_words  # noqa: PLC0415
        from assessments.workflow import notices, rules  # noqa: F401, PLC0415
        from assessments.workflow.queries import assessment_places, is_granted  # noqa: PLC0415

        notices.declare()
        cycle_notices.declare()
        declare_loaded_years(loaded_before)
        declare_settings_page(
            Section.AREAS,
            "past_years:list",
            permission="assessments.release_past_year",
            title=_("Years before the portal"),
            sentence=_("Values and levels of earlier years, loaded from workbooks."),
        )
        my_work.declare()
        department_work.declare()
        open_work.declare()
        settings.declare()
        steps.declare()
        declare_grants(is_granted)
        for kind in ("assessment", "levels", "questions", "internal-notes", "papers", "previews"):
            declare_places(kind, assessment_places)
        declare_places("meeting", meeting_places)
        declare_places("past-years", past_year_places)
        declare_known_files(known_minutes)
        declare_known_files(known_report)
        declare_settings_page(
            Section.CYCLES,
            "assessments:cycles",
            permission="assessments.manage_cycles",
            title=cycle_words.TITLE,
            sentence=cycle_words.SENTENCE,
        )
        declare_edition_page(EditionPage("assessments:trial", trial_words.TITLE))
