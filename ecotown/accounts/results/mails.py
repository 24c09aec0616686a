"""Mails that tell a person what was done to the account, so that nobody takes it over unheard."""

from django.utils import timezone

from ecotown.accounts.domain import TOLD_WITHIN
from ecotown.accounts.models import User
from ecotown.common.mails.sending import ask_for_mail


def tell(kind: str, user: User, *, email: str | None = None, data: dict[str, object] | None = None) -> None:
    """Mail a person what was done to the account, inside the caller's transaction.

    `email` is another address than that of the account, such as the former one. Without any nothing is sent.
    """
    address = user.email if email is None else email
    if address:
        expires_at = timezone.now() + TOLD_WITHIN
        ask_for_mail(kind, user=user, email=address, expires_at=expires_at, data=data)
