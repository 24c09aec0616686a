"""The mails about second factors; each is written when it is sent, in the active language."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ecotown.accounts.words import FACTOR_CHANGES
from ecotown.common.mails.models import Mail
from ecotown.common.mails.registry import declare_mail
from ecotown.common.thai.formats import moment


def declare() -> None:
    """Register what writes the mails; called when the portal starts."""
    declare_mail("factors-changed", factors_changed_mail)
    declare_mail("factors-reset", factors_reset_mail)


def factors_changed_mail(mail: Mail) -> tuple[str, str]:
    """Return subject and text of the mail that tells a person of a changed second factor of their own."""
    text = [FACTOR_CHANGES[mail.data["change"]] % _facts(mail)]
    if mail.data["is_last"]:
        text.append(_("The account has no second factor any more: the password alone signs in."))
    text += [
        "",
        _("If that was you, nothing has to be done."),
        _(
            "If that was not you, please choose a new password at once and tell an administrator of "
            "the portal:"
        ),
        f"{settings.SITE_URL}{reverse('profile:forgotten-password')}",
    ]
    return _("Your second factor was changed"), "\n".join(text)


def factors_reset_mail(mail: Mail) -> tuple[str, str]:
    """Return subject and text of the mail that tells a person that the second factor was reset."""
    by_command = _(
        "On %(when)s the technician of the server reset the second factor of the account %(name)s."
    )
    by_two = _("On %(when)s two administrators reset the second factor of the account %(name)s.")
    text = [
        (by_command if mail.data.get("on_server") else by_two) % _facts(mail),
        _("With the next sign-in you set up a new one."),
        "",
        _("If you did not ask for this, please tell an administrator of the portal at once."),
    ]
    return _("Your second factor was reset"), "\n".join(text)


def _facts(mail: Mail) -> dict[str, str]:
    return {"when": moment(mail.asked_at), "name": mail.user.username}
