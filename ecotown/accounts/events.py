"""The events of accounts."""

from django.utils.translation import gettext_lazy as _

from ecotown.common.history.events import EventName, Meaning


class Event(EventName):
    ACCOUNT_CREATED = Meaning("account-created", _("Account created"))
    FACTOR_ADDED = Meaning("factor-added", _("Second factor added"))
    FACTOR_REMOVED = Meaning("factor-removed", _("Second factor removed"))
    FACTORS_RESET = Meaning("factors-reset", _("Second factors reset"))
    RECOVERY_CODES_MADE = Meaning("recovery-codes-made", _("Recovery codes made"))
    RECOVERY_CODE_USED = Meaning("recovery-code-used", _("Signed in with a recovery code"))
    LOCK_LIFTED = Meaning("lock-lifted", _("Lock of signing in lifted"))
