"""Django app configuration of people's own pages."""

from django.apps import AppConfig


class ProfileConfig(AppConfig):
    name = "ecotown.profile"
    label = "profile"

    def ready(self):
        """Register mails, the words of refusals and the place of a person's own history."""
        from ecotown.common.steps.running import declare_refusals  # noqa: PLC0415 models are not there before
        from ecotown.profile import documents, words  # noqa: PLC0415
        from ecotown.profile.domain import ProfileError  # noqa: PLC0415

        documents.declare()
        declare_refusals(ProfileError, lambda error: words.refusal(error.code))
