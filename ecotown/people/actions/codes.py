"""Steps with one-time codes: given by an administrator, withdrawn, and used by the person."""

import secrets
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from ecotown.accounts.models import User
from ecotown.accounts.registry import end_sessions
from ecotown.common.history import recording
from ecotown.common.mails.sending import ask_for_mail
from ecotown.people.actions.locking import lock, subject_of
from ecotown.people.domain import PeopleError, Purpose
from ecotown.people.events import Event
from ecotown.people.models.codes import INVITATION_MAIL, IS_OPEN, OneTimeCode, digest_of, digests_of
from ecotown.profile.actions.identities import link_identity
from ecotown.profile.actions.passwords import tell_changed_password
from ecotown.profile.queries import can_sign_in

VALID_FOR = {Purpose.INVITATION: timedelta(days=30), Purpose.PASSWORD: timedelta(hours=24)}


@transaction.atomic
def give_invitation(*, person: User, by_mail: bool, by: User) -> OneTimeCode:
    """Invite a person who has no way to sign in yet, by mail or by a letter; an earlier code ends.

    Raises PeopleError: "closed", "accepted-already", "mail-missing".
    """
    person = lock(person)
    _check_open(person)
    if can_sign_in(person):
        raise PeopleError("accepted-already")
    code = _give(person, Purpose.INVITATION, by_mail=by_mail, by=by)
    recording.record(subject_of(person), Event.INVITED, by=by, data={"by_mail": by_mail})
    return code


@transaction.atomic
def give_password_code(*, person: User, by: User) -> OneTimeCode:
    """Give a person who forgot the password a code for a new one; an earlier code ends.

    Raises PeopleError: "closed", "not-accepted", "own-account".
    """
    person = lock(person)
    _check_open(person)
    if person.pk == by.pk:
        raise PeopleError("own-account")
    if not can_sign_in(person):
        raise PeopleError("not-accepted")
    code = _give(person, Purpose.PASSWORD, by_mail=False, by=by)
    recording.record(subject_of(person), Event.PASSWORD_CODE_GIVEN, by=by, data={})
    return code


@transaction.atomic
def withdraw_code(*, code: OneTimeCode, by: User) -> None:
    """End a code that is open. Raises PeopleError: "code-closed"."""
    locked = OneTimeCode.objects.select_for_update().filter(IS_OPEN).filter(pk=code.pk).first()
    if locked is None:
        raise PeopleError("code-closed")
    end_codes(locked.person)
    recording.record(subject_of(locked.person), Event.CODE_WITHDRAWN, by=by, data={"purpose": locked.purpose})


@transaction.atomic
def use_code(*, code: OneTimeCode, password: str, username: str = "", by: User | None = None) -> User:
    """Set the password of the person whose code it is; an invited person chooses the user name, too.

    The code of a mail proves that the address is the person's. Raises PeopleError: "code-closed",
    "name-taken".
    """
    person = lock(code.person)
    usable = _lock_usable(code)
    fields = ["password", *_confirm_mail(person, usable)]
    if usable.is_invitation and username:
        person.username = username
        fields += ["username", "sort_key"]
    person.set_password(password)
    try:
        with transaction.atomic():
            person.save(update_fields=fields)
    except IntegrityError as error:
        raise PeopleError("name-taken") from error
    _use(usable)
    if not usable.is_invitation:
        # An administrator could have used it: the person hears of it, and whoever was signed in is out.
        end_sessions(person)
        tell_changed_password(person)
    event = Event.INVITATION_ACCEPTED if usable.is_invitation else Event.PASSWORD_CODE_USED
    recording.record(subject_of(person), event, by=by or person, data={})
    return person


@transaction.atomic
def accept_with_identity(*, code: OneTimeCode, provider: str, uid: str, by: User | None = None) -> User:
    """Link an identity of a provider to an invited person, in place of a password.

    The user name stays as it is. Raises PeopleError: "code-closed"; ProfileError: "identity-of-another".
    """
    person = lock(code.person)
    usable = _lock_usable(code)
    if not usable.is_invitation:
        raise PeopleError("code-closed")
    person.save(update_fields=_confirm_mail(person, usable))
    link_identity(provider=provider, uid=uid, by=person)
    _use(usable)
    recording.record(subject_of(person), Event.INVITATION_ACCEPTED, by=by or person, data={})
    return person


def end_codes(person: User) -> None:
    """Withdraw the open code of a person, if there is one; the person is locked."""
    OneTimeCode.objects.filter(IS_OPEN, person=person).update(withdrawn_at=timezone.now())


def follow_mail_address(person: User, *, by: User) -> None:
    """Send the invitation of a locked person anew when its mail went to a former address, where it ends."""
    code = OneTimeCode.objects.filter(IS_OPEN, person=person, by_mail=True).first()
    if code is None:
        return
    end_codes(person)
    recording.record(subject_of(person), Event.CODE_WITHDRAWN, by=by, data={"purpose": code.purpose})
    if person.email and person.is_active and not code.is_expired:
        give_invitation(person=person, by_mail=True, by=by)


def usable_code(text: str) -> OneTimeCode | None:
    """Return the usable code that somebody typed, None when there is none."""
    return OneTimeCode.objects.usable().select_related("person").filter(digest__in=digests_of(text)).first()


def is_used(text: str) -> bool:
    """Return whether the code that somebody typed was used, by a person who can sign in since."""
    used = OneTimeCode.objects.filter(used_at__isnull=False, person__is_active=True)
    return used.filter(digest__in=digests_of(text)).exists()


def _lock_usable(code: OneTimeCode) -> OneTimeCode:
    usable = OneTimeCode.objects.select_for_update().usable().filter(pk=code.pk).first()
    if usable is None:
        raise PeopleError("code-closed")
    return usable


def _confirm_mail(person: User, code: OneTimeCode) -> list[str]:
    """Note that a mail with an invitation arrived; return the changed fields, to be saved."""
    mail = code.mail
    if mail is None or mail.sent_at is None or mail.email != person.email:
        return []
    person.email_confirmed_at = timezone.now()
    return ["email_confirmed_at"]


def _use(code: OneTimeCode) -> None:
    code.used_at = timezone.now()
    code.save(update_fields=["used_at"])


def _check_open(person: User) -> None:
    if not person.is_active:
        raise PeopleError("closed")


def _give(person: User, purpose: Purpose, *, by_mail: bool, by: User) -> OneTimeCode:
    """Return a new code of a locked person, in place of an earlier one; the mail leaves after the commit."""
    if by_mail and not person.email:
        raise PeopleError("mail-missing")
    end_codes(person)
    now = timezone.now()
    code = OneTimeCode(
        person=person,
        purpose=purpose,
        nonce=secrets.token_hex(24),
        given_by=by,
        given_at=now,
        expires_at=now + VALID_FOR[purpose],
        by_mail=by_mail,
    )
    code.digest = digest_of(code.plain_code)
    code.save(force_insert=True)
    if by_mail:
        data: dict[str, object] = {"code": code.pk}
        ask_for_mail(INVITATION_MAIL, user=person, email=person.email, expires_at=code.expires_at, data=data)
    return code
