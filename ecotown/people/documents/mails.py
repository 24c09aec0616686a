"""The mail that invites a person."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ecotown.people.models.codes import OneTimeCode


def code_url(code: OneTimeCode) -> str:
    """Return the whole address at which the person uses the code."""
    return f"{settings.SITE_URL}{reverse('people:use-code', args=[code.code])}"


def entry_url() -> str:
    """Return the whole address at which a code is typed."""
    return f"{settings.SITE_URL}{reverse('people:enter-code')}"


def invitation_mail(code: OneTimeCode) -> EmailMultiAlternatives:
    """Return the mail in the person's language, as plain text and HTML."""
    person = code.person
    context = {
        "person": person,
        "code": code,
        "terms": person.terms.not_over().select_related("province"),
        "url": code_url(code),
        "entry_url": entry_url(),
    }
    with translation.override(person.mail_language):
        mail = EmailMultiAlternatives(
            subject=f"[{_('Eco Industrial Towns')}] {_('Invitation to the portal')}",
            body=render_to_string("people/invitation.txt", context),
            to=[person.email],
            headers={"Message-ID": f"<invitation-{code.pk}@{urlsplit(settings.SITE_URL).hostname}>"},
        )
        mail.attach_alternative(render_to_string("people/invitation.html", context), "text/html")
    return mail
