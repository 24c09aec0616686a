"""Sending of the daily mail, at most once per user and day."""

import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils import timezone, translation

from ecotown.accounts.models import User
from ecotown.common.queue.mail_errors import is_refused_for_good
from ecotown.configuration.queries import current
from ecotown.notices import documents, queries, registry
from ecotown.notices.models import DIGEST, Digest, MutedKind, Notice

logger = logging.getLogger(__name__)
State = Digest.State
MONDAY = 0


def open_digests() -> None:
    """Create today's digest row of every user who can get mail, from DIGEST_TIME on; idempotent."""
    now = timezone.localtime()
    if now.time() < current().digest_time:
        return
    people = (
        User.objects.filter(is_active=True)
        .exclude(email="")
        .exclude(pk__in=MutedKind.objects.filter(kind=DIGEST).values("user"))
        .exclude(pk__in=Digest.objects.filter(day=now.date()).values("user"))
    )
    Digest.objects.bulk_create(
        [Digest(user=user, day=now.date(), try_at=now) for user in people], ignore_conflicts=True
    )


def claim_due_digests(limit: int = 500) -> list[int]:
    """Return the ids of today's due digests, and postpone them so that no other sweep returns them too."""
    now = timezone.now()
    with transaction.atomic():
        due = Digest.objects.filter(state=State.WAITING, day=timezone.localdate(now), try_at__lte=now)
        pks = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:limit])
        Digest.objects.filter(pk__in=pks).update(try_at=_next_try(now))
    return pks


def send_digest(*, digest_id: int) -> bool:
    """Send the mail of a digest row; True when this call sent it.

    The row is not claimed before the mail server answers, so it stays waiting while the server is down.
    """
    digest = Digest.objects.select_related("user").get(pk=digest_id)
    if digest.state != State.WAITING or digest.day != timezone.localdate() or not _may_get(digest.user):
        return False
    mail, notice_ids = _compose(digest)
    if mail is None:
        _move(digest, State.NOTHING)
        return False
    mail.connection = get_connection()
    try:
        mail.connection.open()
    except (SMTPException, OSError) as error:
        _put_off(digest, error, State.WAITING)
        return False
    try:
        return _send(digest, mail, notice_ids)
    finally:
        mail.connection.close()


def _may_get(user: User) -> bool:
    muted = MutedKind.objects.filter(user=user, kind=DIGEST).exists()
    return user.is_active and bool(user.email) and not muted


def _compose(digest: Digest) -> tuple[EmailMultiAlternatives | None, list[int]]:
    """Return the mail and the ids of the notices it lists; None and [] for no mail.

    A notice is in one mail, and in none when it was answered before. Pending work is in every mail, but is a
    reason to send one only on Mondays and when some of it is new or due on the day: nobody reads a daily mail
    that says the same for months.
    """
    user = digest.user
    with translation.override(user.mail_language):
        lines = queries.unmailed_lines(user)
        waiting = registry.pending_work(user)
        is_reason = digest.day.weekday() == MONDAY or any(work.is_news(digest.day) for work in waiting)
        if not lines and not (waiting and is_reason):
            return None, []
        mail = documents.digest_mail(user, digest.day, queries.folded(lines), waiting)
    return mail, [line.notice.pk for line in lines]


def _send(digest: Digest, mail: EmailMultiAlternatives, notice_ids: Collection[int]) -> bool:
    if not _move(digest, State.SENDING):
        return False  # another worker was faster
    try:
        mail.send()
    except (SMTPRecipientsRefused, SMTPResponseException) as error:
        _put_off(digest, error, State.REFUSED if is_refused_for_good(error) else State.WAITING)
        return False
    except (SMTPException, OSError) as error:
        # The mail may have left or not, see Digest.
        _put_off(digest, error, State.SENDING)
        return False
    with transaction.atomic():
        Digest.objects.filter(pk=digest.pk).update(state=State.SENT, sent_at=timezone.now(), error="")
        Notice.objects.filter(pk__in=notice_ids).update(digest=digest)
    return True


def _move(digest: Digest, state: State) -> bool:
    """Change the state of a waiting row; False when another call was faster."""
    return Digest.objects.filter(pk=digest.pk, state=State.WAITING).update(state=state) == 1


def _put_off(digest: Digest, error: Exception, state: State) -> None:
    logger.warning("the mail of %s to user %s: %s", digest.day, digest.user_id, error)
    Digest.objects.filter(pk=digest.pk).update(
        state=state, error=f"{type(error).__name__}: {error}", try_at=_next_try(timezone.now())
    )


def _next_try(now: datetime) -> datetime:
    return now + timedelta(seconds=settings.DIGEST_RETRY_SECONDS)
