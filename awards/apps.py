"""The awards as a Django app."""

from django.apps import AppConfig

from ecotown.common.history.registry import declare_places
from ecotown.common.produced_files.registry import declare_known_files


class AwardsConfig(AppConfig):
    name = "awards"

    def ready(self):
        """Register notices, steps and pending work of awards; load their permissions and tasks."""
        from awards.ceremonies.queries import ceremony_places  # noqa: PLC0415
        from awards.pages.screens import pending_work, settings, year_steps  # noqa: PLC0415
        from awards.pages.views import steps  # noqa: PLC0415
        from awards.printing import tasks  # noqa: F401, PLC0415
        from awards.printing.queries import known_package  # noqa: PLC0415
        from awards.printing.results import packages  # noqa: PLC0415
        from awards.register import notices, registry, rules  # noqa: F401, PLC0415

        notices.declare()
        steps.declare()
        pending_work.declare()
        settings.declare()
        year_steps.declare()
        declare_places("ceremony", ceremony_places)
        declare_known_files(known_package)
        registry.declare_withdrawal_step(packages.withdraw_packages)
