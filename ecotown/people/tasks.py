"""Celery tasks of people: invitations by mail."""

from ecotown.common.queue.hints import retried_task
from ecotown.people import results


@retried_task("people.send_invitation")
def send_invitation(*, code_id: int) -> None:
    results.send_invitation(code_id=code_id)


@retried_task("people.sweep_invitations")
def sweep_invitations() -> None:
    """Enqueue the invitations whose mail is due or must be tried again."""
    for code_id in results.claim_due_invitations():
        send_invitation.delay(code_id=code_id)
