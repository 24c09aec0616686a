"""Queries of a person's own account: the latest acts, the terms in provinces, what the links of mails say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.tokens import default_token_generator
from django.core import signing
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from areas.models import ProvinceOfficer
from ecotown.accounts.models import User
from ecotown.common.history import registry
from ecotown.common.history.events import event_label
from ecotown.common.history.models import Event
from ecotown.common.history.registry import Place
from ecotown.common.mails.models import Mail
from ecotown.profile.domain import MAIL_LINK
from ecotown.profile.models import Session
from ecotown.profile.words import device_name

ROWS_READ = 300  # events that are folded into the acts shown
ACTS_SHOWN = 20
MAIL_SALT = "ecotown.profile.confirm-mail"


@dataclass(frozen=True, slots=True)
class Act:
    """What a person did to one subject on one day, once or several times; `at` is the last time."""

    label: str
    at: datetime
    place: Place | None
    count: int


def recent_acts(user: User) -> list[Act]:
    """Return the latest acts of a person, newest first; one query beside those for the places.

    What was done to one subject on one day, such as saving forty values, is one act.
    """
    rows = Event.objects.filter(by=user).select_related("chain").order_by("-pk")[:ROWS_READ]
    folds = list(islice(_folded(rows), ACTS_SHOWN))
    places = registry.places_of(user, {fold[0].chain.subject for fold in folds})
    return [
        Act(event_label(fold[0].name), fold[0].at, places.get(fold[0].chain.subject), len(fold))
        for fold in folds
    ]


@dataclass(frozen=True, slots=True)
class MailLink:
    """What the link of a mail says that asks whether an address is a person's: which, instead of which."""

    user: User
    email: str
    instead_of: str

    @property
    def holds(self) -> bool:
        return self.user.is_active and self.user.email == self.instead_of


def mail_token(mail: Mail) -> str:
    """Return the signed text in the link of a mail that asks to confirm its address."""
    return signing.dumps([mail.user_id, mail.email, mail.data["instead_of"]], salt=MAIL_SALT)


def mail_link(token: str) -> MailLink | None:
    """Return what a link says; None when it ran out or was never sent."""
    try:
        user_id, email, instead_of = signing.loads(token, salt=MAIL_SALT, max_age=MAIL_LINK)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=user_id).first()
    return MailLink(user, email, instead_of) if user else None


def mail_to_confirm(user: User) -> Mail | None:
    """Return the mail whose link still waits to be followed, None when there is none; one query."""
    mail = Mail.objects.filter(user=user, kind="confirm-mail", expires_at__gt=timezone.now()).first()
    if mail is None or mail.data["instead_of"] != user.email:
        return None
    is_confirmed = user.email_confirmed_at is not None and mail.email == user.email
    return None if is_confirmed else mail


def password_key(user: User) -> str:
    """Return the text that names an account in the link for a forgotten password."""
    return urlsafe_base64_encode(str(user.pk).encode())


def user_of_key(key: str) -> User | None:
    """Return the account that a link for a forgotten password names."""
    try:
        pk = int(urlsafe_base64_decode(key))
    except ValueError:
        return None
    return User.objects.filter(pk=pk, is_active=True).first() if 0 < pk < 2**63 else None


def password_link_holds(user: User | None, token: str) -> bool:
    """Return whether the token of a mail still lets this person choose a password."""
    return user is not None and default_token_generator.check_token(user, token)


def people_named(name: str) -> QuerySet[User]:
    """Return the open accounts with this user name or this mail address."""
    return User.objects.filter(Q(username=name) | (Q(email__iexact=name) & ~Q(email="")), is_active=True)


@dataclass(frozen=True, slots=True)
class ShownSession:
    """A session in words, and whether it is the one in which the page is read."""

    reference: str
    device: str
    address: str
    signed_in_at: datetime
    active_at: datetime
    is_current: bool


def has_identity(user: User) -> bool:
    """Return whether an identity of the provider signs this person in."""
    return SocialAccount.objects.filter(user=user).exists()


def can_sign_in(user: User) -> bool:
    """Return whether a person accepted the invitation: there is a password, or an identity of a provider."""
    return user.has_usable_password() or has_identity(user)


def session_count(user: User) -> int:
    """Return on how many devices a person is signed in."""
    return Session.objects.in_force().filter(user=user).count()


def sessions_of(user: User, *, current: str) -> list[ShownSession]:
    """Return a person's sessions, the one with the key `current` first, then the latest active; one query."""
    shown = [
        ShownSession(
            row.reference,
            device_name(row.device),
            row.address,
            row.signed_in_at,
            row.active_at,
            is_current=row.session_key == current,
        )
        for row in Session.objects.in_force().filter(user=user).order_by("-active_at")
    ]
    return sorted(shown, key=lambda session: not session.is_current)


def terms_of(user: User) -> QuerySet[ProvinceOfficer]:
    """Return the terms of an officer that are not over, in the order of the provinces."""
    return user.terms.not_over().select_related("province").order_by("province__sort_key")


def _folded(rows: Iterable[Event]) -> Iterable[list[Event]]:
    """Yield the events of one name, subject and day together, those of the newest first."""
    folds: dict[tuple[int, str, date], list[Event]] = {}
    for row in rows:
        folds.setdefault((row.chain_id, row.name, timezone.localdate(row.at)), []).append(row)
    return folds.values()
