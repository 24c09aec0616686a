"""Sending of invitations by mail, each at most once."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone

from ecotown.common.queue.mail_errors import is_refused_for_good
from ecotown.people.documents import mails
from ecotown.people.models.codes import IS_OPEN, OneTimeCode

logger = logging.getLogger(__name__)
State = OneTimeCode.MailState


def claim_due_invitations(limit: int = 500) -> list[int]:
    """Return the ids of codes whose mail is due, postponed so that no other sweep returns them too."""
    now = timezone.now()
    with transaction.atomic():
        due = OneTimeCode.objects.usable().filter(mail_state=State.WAITING, mail_try_at__lte=now)
        pks = list(due.select_for_update(of=("self",), skip_locked=True).values_list("pk", flat=True)[:limit])
        OneTimeCode.objects.filter(pk__in=pks).update(mail_try_at=_next_try(now))
    return pks


def send_invitation(*, code_id: int) -> bool:
    """Send the mail of a code that is open; True when this call sent it.

    The state changes before the mail leaves and after the server has answered, so that no mail is sent twice.
    """
    code = (
        OneTimeCode.objects.usable()
        .select_related("person", "given_by")
        .filter(pk=code_id, mail_state=State.WAITING)
        .first()
    )
    if code is None or not code.person.email:
        return False
    mail = mails.invitation_mail(code)
    mail.connection = get_connection()
    try:
        mail.connection.open()
    except (SMTPException, OSError) as error:
        _put_off(code, error, State.WAITING)
        return False
    try:
        is_claimed = _move(code, State.WAITING, mail_state=State.SENDING)
        if is_claimed:
            mail.send()
    except (SMTPRecipientsRefused, SMTPResponseException) as error:
        _put_off(code, error, State.REFUSED if is_refused_for_good(error) else State.WAITING)
        return False
    except (SMTPException, OSError) as error:
        _put_off(code, error, State.SENDING)  # it may have left or not
        return False
    finally:
        mail.connection.close()
    return is_claimed and _move(code, State.SENDING, mail_state=State.SENT, mail_error="")


def _move(code: OneTimeCode, state: State, **changes: object) -> bool:
    """Change an open code whose mail is in `state`; False when another call was faster or it has ended."""
    return OneTimeCode.objects.filter(IS_OPEN, pk=code.pk, mail_state=state).update(**changes) == 1


def _put_off(code: OneTimeCode, error: Exception, state: State) -> None:
    logger.warning("the mail of one-time code %s: %s", code.pk, type(error).__name__)
    changes = {
        "mail_state": state,
        "mail_error": type(error).__name__,
        "mail_try_at": _next_try(timezone.now()),
    }
    for before in (State.SENDING, State.WAITING):
        if _move(code, before, **changes):
            return


def _next_try(now: datetime) -> datetime:
    return now + timedelta(seconds=settings.DIGEST_RETRY_SECONDS)
