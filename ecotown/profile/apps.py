"""Django app configuration of people's own pages."""

from django.apps import AppConfig


class ProfileConfig(AppConfig):
    name = "ecotown.profile"
    label = "profile"

    def ready(self):
        """Register mails, the words of refusals and what ends the sessions of a person."""
        from ecotown.accounts.registry import declare_end_of_sessions  # noqa: PLC0415
        from ecotown.common.steps.running import declare_refusals  # noqa: PLC0415 models are not there before
        from ecotown.configuration.registry import declare_effect  # noqa: PLC0415
        from ecotown.profile import documents, screens, words  # noqa: PLC0415
        from ecotown.profile.domain import ProfileError  # noqa: PLC0415
        from ecotown.profile.results import apply_limits, end_all_sessions  # noqa: PLC0415

        documents.declare()
        screens.declare()
        declare_effect(apply_limits)
        declare_end_of_sessions(end_all_sessions)
        declare_refusals(ProfileError, lambda error: words.refusal(error.code))
