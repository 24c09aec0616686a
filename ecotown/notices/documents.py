"""The daily mail of a user: new notices and pending work."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecotown.accounts.models import User
from ecotown.common.thai.formats import long_date
from ecotown.notices.queries import Fold
from ecotown.notices.registry import PendingWork

# Mails are read on phones: further lines are on the page that the mail links to.
MAX_LINES = 30


def digest_mail(
    user: User, day: date, news: Sequence[Fold], waiting: Sequence[PendingWork]
) -> EmailMultiAlternatives:
    """Return the mail in the person's language, as plain text and HTML; so must `news` and `waiting` be."""
    context = {
        "user": user,
        "day": day,
        "news": news[:MAX_LINES],
        "more_news": max(len(news) - MAX_LINES, 0),
        "waiting": waiting[:MAX_LINES],
        "more_waiting": max(len(waiting) - MAX_LINES, 0),
        "more_waiting_url": waiting[MAX_LINES].list_url if len(waiting) > MAX_LINES else "",
        "site_url": settings.SITE_URL,
    }
    with translation.override(user.mail_language):
        mail = EmailMultiAlternatives(
            subject=_subject(sum(len(fold.lines) for fold in news), waiting),
            body=render_to_string("notices/digest.txt", context),
            to=[user.email],
            # The same for each attempt, so that a mail server can detect a duplicate.
            headers={"Message-ID": f"<digest-{day:%Y%m%d}-{user.pk}@{urlsplit(settings.SITE_URL).hostname}>"},
        )
        mail.attach_alternative(render_to_string("notices/digest.html", context), "text/html")
    return mail


def _subject(new: int, waiting: Sequence[PendingWork]) -> str:
    """Return the name of the portal, how much work waits until when, and how many notices are new."""
    portal = _("Eco Industrial Towns")
    return " ".join([f"[{portal}]", " · ".join(filter(None, [_work_words(waiting), _news_words(new)]))])


def _work_words(waiting: Sequence[PendingWork]) -> str:
    if not waiting:
        return ""
    count = len(waiting)
    due_dates = [work.due for work in waiting if work.due]
    if not due_dates:
        sentence = ngettext("%(count)d piece of work waits", "%(count)d pieces of work wait", count)
        return sentence % {"count": count}
    first = min(due_dates)
    if first < timezone.localdate():
        sentence = ngettext(
            "%(count)d piece of work waits, overdue since %(date)s",
            "%(count)d pieces of work wait, the first overdue since %(date)s",
            count,
        )
    else:
        sentence = ngettext(
            "%(count)d piece of work waits, due on %(date)s",
            "%(count)d pieces of work wait, the first due on %(date)s",
            count,
        )
    return sentence % {"count": count, "date": long_date(first)}


def _news_words(new: int) -> str:
    return ngettext("%(count)d new notice", "%(count)d new notices", new) % {"count": new} if new else ""
