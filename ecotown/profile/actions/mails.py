"""Actions on a person's own mail address."""

from django.db import transaction
from django.utils import timezone

from ecotown.accounts.models import User
from ecotown.accounts.results.mails import tell
from ecotown.common.history import recording
from ecotown.common.mails.sending import ask_for_mail, asked_since
from ecotown.profile.domain import HOUR, MAIL_LINK, check_link, check_mails
from ecotown.profile.events import Event
from ecotown.profile.queries import MailLink


@transaction.atomic
def ask_to_confirm_mail(*, email: str, by: User) -> None:
    """Mail a link to an address; it becomes that of the person once the link was followed."""
    user = User.objects.select_for_update().get(pk=by.pk)
    check_mails(asked_since("confirm-mail", user=user, within=HOUR))
    ask_for_mail(
        "confirm-mail",
        user=user,
        email=email,
        expires_at=timezone.now() + MAIL_LINK,
        data={"instead_of": user.email},
    )
    recording.record(f"user:{user.pk}", Event.MAIL_ASKED, by=by, data={})


@transaction.atomic
def confirm_mail(*, link: MailLink, by: User | None) -> None:
    """Store the address of a followed link, and tell the former address.

    The history keeps that it was changed, not the addresses: these may be erased one day.
    """
    user = User.objects.select_for_update().get(pk=link.user.pk)
    check_link(holds=user.is_active and user.email == link.instead_of)
    is_other = user.email != link.email
    former, user.email, user.email_confirmed_at = user.email, link.email, timezone.now()
    user.save(update_fields=["email", "email_confirmed_at"])
    recording.record(f"user:{user.pk}", Event.MAIL_CONFIRMED, by=by, data={"is_other": is_other})
    if is_other:
        tell_former_address(user, former)


def tell_former_address(user: User, former: str) -> None:
    """Mail a former address that another one took its place, inside the caller's transaction."""
    tell("mail-changed", user, email=former)
