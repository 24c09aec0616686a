"""The mail that invites a person."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ecotown.common.mails.models import Mail
from ecotown.common.mails.registry import declare_mail
from ecotown.common.thai.formats import long_date, named
from ecotown.people.models.codes import INVITATION_MAIL, OneTimeCode


def declare() -> None:
    """Register what writes the mail; called when the portal starts."""
    declare_mail(INVITATION_MAIL, invitation_mail)


def code_url(code: OneTimeCode) -> str:
    """Return the whole address at which the person uses the code."""
    return f"{settings.SITE_URL}{reverse('people:use-code', args=[code.code])}"


def entry_url() -> str:
    """Return the whole address at which a code is typed."""
    return f"{settings.SITE_URL}{reverse('people:enter-code')}"


def invitation_mail(mail: Mail) -> tuple[str, str] | None:
    """Return subject and text of an invitation, None when its code was used, withdrawn or has expired."""
    code = OneTimeCode.objects.usable().filter(person=mail.user, pk=mail.data["code"]).first()
    if code is None:
        return None
    invited = _(
        "The Department of Industrial Works invites you to the portal of the Eco Industrial Towns "
        "as %(role)s."
    )
    terms = mail.user.terms.not_over().select_related("province")
    text = [
        invited % {"role": mail.user.get_role_display()},
        *(f"- {named(term.province)}" for term in terms),
        "",
        _("Open this address to choose your user name and password:"),
        code_url(code),
        "",
        _("The address works once, until %(day)s. Do not pass this mail on.")
        % {"day": long_date(code.expires_at)},
        _("If you did not expect this mail, you need not do anything."),
    ]
    return _("Invitation to the portal"), "\n".join(text)
