"""Django app configuration of the people."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ecotown.configuration.registry import Section, declare_settings_page


class PeopleConfig(AppConfig):
    name = "ecotown.people"
    label = "people"

    def ready(self):
        """Register pages of the menu, steps, pending work and mails; load permissions."""
        from ecotown.people import (  # noqa: F401, PLC0415 models are not there before
            notices,
            rules,
            screens,
        )
        from ecotown.people.documents import mails  # noqa: PLC0415
        from ecotown.people.views import access, identities  # noqa: PLC0415

        access.declare()
        identities.declare()
        screens.declare()
        mails.declare()
        notices.declare()
        declare_settings_page(
            Section.PEOPLE,
            "people:list",
            permission="people.manage",
            title=_("People"),
            sentence=_("Invite, change and close accounts; who has not signed in or has no second factor."),
        )
        declare_settings_page(
            Section.PEOPLE,
            "people:areas",
            permission="people.manage",
            title=_("Who can see an area"),
            sentence=_("For each area exactly who can open it, and why; provinces without an officer."),
        )
        declare_settings_page(
            Section.PEOPLE,
            "people:requests",
            permission="people.manage",
            title=_("What two administrators decide"),
            sentence=_("New administrators and second factors that are reset: one asks, another confirms."),
        )
