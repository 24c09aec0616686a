"""Django app configuration of the accounts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ecotown.configuration.registry import Section, declare_saving, declare_settings_page


class AccountsConfig(AppConfig):
    name = "ecotown.accounts"
    label = "accounts"

    def ready(self):
        from ecotown.accounts import documents, words  # noqa: PLC0415 - models are loaded by now
        from ecotown.accounts.domain import AccountError  # noqa: PLC0415
        from ecotown.accounts.fresh_sign_in import fresh_sign_in  # noqa: PLC0415
        from ecotown.common.steps.running import declare_refusals  # noqa: PLC0415

        documents.declare()
        declare_refusals(AccountError, lambda error: words.refusal(error.code))
        declare_saving(fresh_sign_in)
        declare_settings_page(
            Section.PEOPLE,
            "accounts:locks",
            permission="accounts.lift_locks",
            title=_("Locks of signing in"),
            sentence=_("Who has to wait after wrong passwords or codes, and from where."),
        )
