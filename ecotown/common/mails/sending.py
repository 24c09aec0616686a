"""Asking for single mails, and sending them in a worker.

A mail whose server cannot be reached waits for the next sweep until it would come too late. One that was sent
while the answer was lost is sent again: a second link does no harm, and none does.
"""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ecotown.common.mails.models import Mail
from ecotown.common.mails.registry import signature, writer_of
from ecotown.common.queue.hints import DATABASE_ERRORS, send_on_commit
from ecotown.common.queue.mail_errors import is_refused_for_good
from ecotown.common.queue.work_rows import LOST, UNEXPECTED, asked_now

logger = logging.getLogger(__name__)
REFUSED = "refused"
NOTHING_TO_SAY = "nothing-to-say"


def ask_for_mail(
    kind: str,
    *,
    user: AbstractBaseUser,
    email: str,
    expires_at: datetime,
    data: dict[str, object] | None = None,
) -> Mail:
    """Store a mail to be sent, inside the caller's transaction; a worker sends it after the commit."""
    mail = Mail.objects.create(
        kind=kind, user=user, email=email, expires_at=expires_at, data=data or {}, **asked_now()
    )
    send_on_commit("common.send_mail", mail_id=mail.pk)
    return mail


def asked_since(kind: str, *, user: AbstractBaseUser, within: timedelta) -> int:
    """Return how many mails of a kind were asked for this person within that time."""
    return Mail.objects.filter(user=user, kind=kind, asked_at__gt=timezone.now() - within).count()


def send(*, mail_id: int) -> bool:
    """Write and send a mail; True when this call sent it."""
    claimed: list[Mail] = Mail.objects.claim([mail_id])
    if not claimed:
        return False
    (mail,) = claimed
    try:
        message = _message(mail)
        if message is None:
            return _end(mail, error=NOTHING_TO_SAY)
        message.send()
    except DATABASE_ERRORS:
        Mail.objects.release(claimed)
        raise
    except (SMTPException, OSError) as error:
        logger.warning("mail %s (%s) could not be sent: %s", mail.pk, mail.kind, type(error).__name__)
        if is_refused_for_good(error):
            return _end(mail, error=REFUSED)
        Mail.objects.release(claimed)  # the next sweep tries again
        return False
    except Exception:
        logger.exception("mail %s (%s) could not be written", mail.pk, mail.kind)
        return _end(mail, error=UNEXPECTED)
    return _end(mail)


def overdue_mails() -> list[int]:
    """Return the ids of mails whose message was lost or whose server could not be reached."""
    overdue: list[Mail] = Mail.objects.take_overdue()
    for mail in overdue:
        if mail.is_given_up:
            _end(mail, error=LOST)
    return [mail.pk for mail in overdue if not mail.is_given_up]


def _message(mail: Mail) -> EmailMessage | None:
    """Return the mail in the language of the person, None when there is nothing to say any more."""
    with translation.override(mail.user.mail_language):
        written = writer_of(mail.kind)(mail)
        if written is None:
            return None
        subject, text = written
        portal = _("Eco Industrial Towns")
        greeting = _("Dear %(user)s,") % {"user": mail.user}
        body = "\n".join([greeting, "", text, "", *signature()])
        return EmailMessage(subject=f"[{portal}] {subject}", body=body, to=[mail.email])


def _end(mail: Mail, *, error: str = "") -> bool:
    """Store that a claimed mail was sent, or why it never will be; return whether it was sent."""
    facts = {"error": error} if error else {"sent_at": timezone.now()}
    Mail.objects.filter(pk=mail.pk).update(claimed_until=None, **facts)
    return not error
