"""Django app configuration of the settings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ecotown.common.mails.registry import declare_mail, declare_signature
from ecotown.common.pdf.rendering import declare_picture
from ecotown.common.produced_files.registry import declare_kept_days
from ecotown.configuration.domain import ConfigurationError, Group
from ecotown.configuration.registry import Section, declare_preview, declare_settings_page

# The part of the menu in which each group stands.
SECTION_OF = {
    Group.SIGNATORIES: Section.DOCUMENTS,
    Group.EMBLEM: Section.DOCUMENTS,
    Group.NUMBERS: Section.DOCUMENTS,
    Group.CONTACT: Section.SYSTEM,
    Group.OPEN_DATA: Section.SYSTEM,
    Group.DEADLINES: Section.SYSTEM,
    Group.SESSIONS: Section.SYSTEM,
    Group.RETENTION: Section.SYSTEM,
    Group.LIMITS: Section.SYSTEM,
}


class ConfigurationConfig(AppConfig):
    name = "ecotown.configuration"
    label = "configuration"

    def ready(self):
        """Register what the settings decide in the room below, and the pages of the menu."""
        from ecotown.common.steps.running import declare_refusals  # noqa: PLC0415
        from ecotown.configuration import documents, queries, words  # noqa: PLC0415 models are not there before

        declare_refusals(ConfigurationError, lambda error: words.refusal_sentence(error.code))
        declare_kept_days(lambda: queries.current().paper_days)
        declare_signature(queries.mail_signature)
        declare_mail(queries.TEST_MAIL, documents.mail_of_test)
        declare_picture("picture:emblem", documents.emblem_picture)
        declare_preview(Group.EMBLEM, documents.footer_preview)
        declare_preview(Group.EMBLEM, documents.heading_preview)
        declare_preview(Group.CONTACT, documents.footer_preview)
        for group, section in SECTION_OF.items():
            declare_settings_page(
                section,
                f"configuration:{group}",
                permission="configuration.change_settings",
                title=words.GROUPS[group].title,
                sentence=words.GROUPS[group].sentence,
            )
        declare_settings_page(
            Section.SYSTEM,
            "configuration:system",
            permission="configuration.open_settings",
            title=_("System"),
            sentence=_("What is set on the server, and whether mails arrive."),
        )
        declare_settings_page(
            Section.SYSTEM,
            "configuration:history",
            permission="configuration.open_settings",
            title=_("History of the settings"),
            sentence=_("Who changed which setting, when, from what to what."),
        )
