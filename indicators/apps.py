"""The indicators as a Django app."""

from django.apps import AppConfig

from ecotown.common.history.registry import declare_places


class IndicatorsConfig(AppConfig):
    name = "indicators"

    def ready(self):
        """Register the words of refusals, the steps and failed work; load the permissions."""
        from indicators.editions import rules  # noqa: F401, PLC0415 models are not there before
        from indicators.editions.queries.editions import edition_places  # noqa: PLC0415
        from indicators.pages.screens import failed_work  # noqa: PLC0415
        from indicators.pages.views import access  # noqa: PLC0415

        for kind in ("framework", "handbooks", "plausibility"):
            declare_places(kind, edition_places)
        access.declare()
        failed_work.declare()
