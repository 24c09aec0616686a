"""The single mails about a person's own account; each is written when it is sent, in the active language."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.translation import gettext as _

from ecotown.common.mails.models import Mail
from ecotown.common.mails.registry import declare_mail
from ecotown.common.thai.formats import moment
from ecotown.profile import queries


def declare() -> None:
    """Register what writes the mails; called when the portal starts."""
    declare_mail("forgotten-password", forgotten_password_mail)
    declare_mail("password-changed", password_changed_mail)
    declare_mail("confirm-mail", confirmation_mail)
    declare_mail("new-device", new_device_mail)
    declare_mail("identity-linked", identity_linked_mail)
    declare_mail("identity-unlinked", identity_unlinked_mail)
    declare_mail("mail-changed", mail_changed_mail)


def forgotten_password_mail(mail: Mail) -> tuple[str, str] | None:
    """Return subject and text of the mail with the link for a forgotten password."""
    if not mail.user.is_active:
        return None
    arguments = [queries.password_key(mail.user), default_token_generator.make_token(mail.user)]
    text = [
        _("Somebody asked for a new password of the account %(name)s.") % {"name": mail.user.username},
        _("With this link you choose one yourself. It holds for one hour, and once:"),
        "",
        _link("profile:password-link", *arguments),
        "",
        _("If that was not you, nothing has to be done: your password stays as it is."),
    ]
    return _("Choose a new password"), "\n".join(text)


def password_changed_mail(mail: Mail) -> tuple[str, str]:
    """Return subject and text of the mail that tells a person of a changed password."""
    text = [
        _("The password of the account %(name)s was changed on %(when)s. All other devices were signed out.")
        % {"name": mail.user.username, "when": moment(mail.asked_at)},
        "",
        _(
            "If that was not you, please choose a new password at once and tell an administrator of "
            "the portal:"
        ),
        _link("profile:forgotten-password"),
    ]
    return _("Your password was changed"), "\n".join(text)


def confirmation_mail(mail: Mail) -> tuple[str, str] | None:
    """Return subject and text of the mail that asks whether an address is the person's."""
    if not mail.user.is_active or mail.user.email != mail.data["instead_of"]:
        return None
    text = [
        _("The account %(name)s shall get its mails at this address.") % {"name": mail.user.username},
        _("Please confirm with this link that it is yours. It holds for three days:"),
        "",
        _link("profile:mail-link", queries.mail_token(mail)),
        "",
        _("If you do not know this account, nothing has to be done: no further mail will come."),
    ]
    return _("Confirm your e-mail address"), "\n".join(text)


def mail_changed_mail(mail: Mail) -> tuple[str, str]:
    """Return subject and text of the mail that tells a former address of the change."""
    text = [
        _("Since %(when)s the account %(name)s gets its mails at another address.")
        % {"name": mail.user.username, "when": moment(mail.asked_at)},
        "",
        _("If that was not you, please tell an administrator of the portal at once."),
    ]
    return _("Your e-mail address was changed"), "\n".join(text)


def new_device_mail(mail: Mail) -> tuple[str, str]:
    """Return subject and text of the mail that tells a person of signing in on a new device."""
    text = [
        _(
            "On %(when)s somebody signed in to the account %(name)s on a device that was not used "
            "before: %(device)s."
        )
        % {"name": mail.user.username, "when": moment(mail.asked_at), "device": mail.data["device"]},
        "",
        _("If that was you, nothing has to be done."),
        _(
            "If that was not you, please choose a new password at once and tell an administrator of "
            "the portal:"
        ),
        _link("profile:forgotten-password"),
    ]
    return _("Signing in on a new device"), "\n".join(text)


def identity_linked_mail(mail: Mail) -> tuple[str, str]:
    """Return subject and text of the mail that tells a person of an identity that signs in from now on."""
    said = _("On %(when)s an identity was linked to the account %(name)s, and signs in to it.")
    return _("An identity was linked to your account"), _about_identity(said, mail)


def identity_unlinked_mail(mail: Mail) -> tuple[str, str]:
    """Return subject and text of the mail that tells a person of an identity that signs in no longer."""
    said = _("On %(when)s the identity was unlinked from the account %(name)s.")
    return _("An identity was unlinked from your account"), _about_identity(said, mail)


def _about_identity(said: str, mail: Mail) -> str:
    facts = {"when": moment(mail.asked_at), "name": mail.user.username}
    text = [
        said % facts,
        "",
        _("If that was you, nothing has to be done."),
        _(
            "If that was not you, please choose a new password at once and tell an administrator of "
            "the portal:"
        ),
        _link("profile:forgotten-password"),
    ]
    return "\n".join(text)


def _link(name: str, *arguments: str) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=arguments)}"
