"""The daily mail of a user: new notices and pending work."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecotown.accounts.models import User
from ecotown.notices.queries import NoticeLine
from ecotown.notices.registry import PendingWork

# Mails are read on phones: further lines are on the page that the mail links to.
MAX_LINES = 30


def digest_mail(
    user: User, day: date, lines: Sequence[NoticeLine], waiting: Sequence[PendingWork]
) -> EmailMultiAlternatives:
    """Return the mail in Thai, as plain text and HTML; `lines` and `waiting` must be in Thai already."""
    context = {
        "user": user,
        "day": day,
        "lines": lines[:MAX_LINES],
        "more_lines": max(len(lines) - MAX_LINES, 0),
        "waiting": waiting[:MAX_LINES],
        "more_waiting": max(len(waiting) - MAX_LINES, 0),
        "more_waiting_url": waiting[MAX_LINES].list_url if len(waiting) > MAX_LINES else "",
        "site_url": settings.SITE_URL,
    }
    with translation.override("th"):
        mail = EmailMultiAlternatives(
            subject=_subject(len(lines), len(waiting)),
            body=render_to_string("notices/digest.txt", context),
            to=[user.email],
            # The same for each attempt, so that a mail server can detect a duplicate.
            headers={"Message-ID": f"<digest-{day:%Y%m%d}-{user.pk}@{urlsplit(settings.SITE_URL).hostname}>"},
        )
        mail.attach_alternative(render_to_string("notices/digest.html", context), "text/html")
    return mail


def _subject(new: int, waiting: int) -> str:
    if not new:
        return ngettext(
            "%(count)d piece of work waits for you", "%(count)d pieces of work wait for you", waiting
        ) % {"count": waiting}
    return _("%(new)d new notices, %(waiting)d pieces of work wait for you") % {
        "new": new,
        "waiting": waiting,
    }
