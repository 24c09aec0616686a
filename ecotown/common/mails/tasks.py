"""Celery tasks of single mails."""

from ecotown.common.mails import sending
from ecotown.common.queue.hints import retried_task


@retried_task("common.send_mail")
def send_mail(*, mail_id: int) -> None:
    sending.send(mail_id=mail_id)


@retried_task("common.sweep_mails")
def sweep_mails() -> None:
    """Enqueue mails whose message was lost or whose server could not be reached."""
    for mail_id in sending.overdue_mails():
        send_mail.delay(mail_id=mail_id)
