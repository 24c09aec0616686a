"""Steps of an administrator about a person: inviting, changing, importing a list of officers."""

import secrets
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.utils.text import slugify

from areas.actions import assign_province, end_term
from areas.models import Province
from ecotown.accounts.actions import create_account
from ecotown.accounts.models import Role, User
from ecotown.common.history import recording
from ecotown.people import domain
from ecotown.people.actions import codes
from ecotown.people.actions.locking import (
    check_may_leave,
    check_may_return,
    lock_with_administrators,
    subject_of,
)
from ecotown.people.actions.requests import ask_for_administrator
from ecotown.people.domain import PeopleError
from ecotown.people.events import Event
from ecotown.people.queries.people import open_work_of, seal_of
from ecotown.profile.actions.mails import tell_former_address
from ecotown.profile.queries import can_sign_in

LONGEST_NAME = 30  # of a user name made of a mail address


class Term(NamedTuple):
    """A province of an officer, with the first and the last day; None leaves it open."""

    province: Province
    begins_on: date | None = None
    ends_on: date | None = None


class NewOfficer(NamedTuple):
    """An officer of a list that is imported."""

    signing_name: str
    position: str
    email: str
    terms: Sequence[Term]


@transaction.atomic
def invite(
    *,
    signing_name: str,
    role: Role,
    position: str = "",
    email: str = "",
    terms: Sequence[Term] = (),
    reason: str = "",
    by: User,
) -> User:
    """Create the account of a person and invite them: by mail where there is an address, else by a letter.

    The account of an administrator stays closed until another administrator confirms it. Raises PeopleError:
    "mail-taken", what `check_provinces` and `ask_for_administrator` raise.
    """
    domain.check_provinces([term.province.pk for term in terms], is_officer=role == Role.OFFICER)
    _check_mail(email)
    is_administrator = role == Role.ADMINISTRATOR
    person = create_account(
        username=_free_name(email),
        role=role,
        signing_name=signing_name,
        password=None,
        email=email,
        position=position,
        is_active=not is_administrator,
        by=by,
    )
    for term in terms:
        assign_province(officer=person, by=by, **term._asdict())
    if is_administrator:
        ask_for_administrator(person=person, reason=reason, by=by)
    else:
        codes.give_invitation(person=person, by_mail=bool(email), by=by)
    return User.objects.get(pk=person.pk)


@transaction.atomic
def import_officers(*, officers: Sequence[NewOfficer], by: User) -> list[User]:
    """Invite each officer of a list. Raises what `invite` raises, and then nobody of the list is invited."""
    return [invite(role=Role.OFFICER, by=by, **officer._asdict()) for officer in officers]


@transaction.atomic
def change_person(
    *,
    person: User,
    signing_name: str,
    role: Role,
    position: str,
    email: str,
    terms: Sequence[Term],
    seen: str,
    by: User,
) -> User:
    """Change the details of a person, the role and the provinces; terms that are left out end now.

    `seen` is the seal of what the form was shown with. Raises PeopleError: "changed-meanwhile", "mail-taken",
    "two-administrators" for making somebody an administrator, "open-work" for another role while there is
    work to hand over, and what `check_provinces`, `check_may_leave` and `check_may_return` raise.
    """
    person, administrators = lock_with_administrators(person)
    if seal_of(person) != seen:
        raise PeopleError("changed-meanwhile")
    check_may_return(person)
    is_officer = role == Role.OFFICER
    domain.check_provinces([term.province.pk for term in terms], is_officer=is_officer)
    if role != person.role:
        _check_new_role(person, role, administrators=administrators, by=by)
    if email.casefold() != person.email.casefold():
        _check_mail(email)
        person.email_confirmed_at = None
    values = {"signing_name": signing_name, "position": position, "email": email, "role": str(role)}
    old = {name: getattr(person, name) for name in values}
    new = {name: value for name, value in values.items() if value != old[name]}
    if new:
        columns = [name for name in new if name != "signing_name"]
        for name in columns:
            setattr(person, name, values[name])
        person.save(update_fields=[*columns, "email_confirmed_at"])
        # The history never forgets: names and addresses are not written into it.
        data: dict[str, object] = {"fields": list(new)}
        if "role" in new:
            data |= {"old": {"role": old["role"]}, "new": {"role": new["role"]}}
        recording.record(subject_of(person), Event.PERSON_CHANGED, by=by, data=data)
        if "signing_name" in new:
            person.signing_name = signing_name
            recording.seal_name(person, by=by)  # stores the name with its seal
        if "email" in new:
            _follow_mail_address(person, former=old["email"], by=by)
    _keep_terms(person, terms, by=by)
    return person


def _follow_mail_address(person: User, *, former: str, by: User) -> None:
    """Let no invitation at a former address count, and tell it of the change when it was in use."""
    codes.follow_mail_address(person, by=by)
    if person.is_active and can_sign_in(person):
        tell_former_address(person, former)


def _check_new_role(person: User, role: Role, *, administrators: Sequence[int], by: User) -> None:
    if role == Role.ADMINISTRATOR:
        raise PeopleError("two-administrators")
    if person.is_administrator and person.is_active:
        check_may_leave(person, administrators=administrators, by=by)
    if open_work_of(person):
        raise PeopleError("open-work")


def _check_mail(email: str) -> None:
    if email and User.objects.filter(email__iexact=email).exists():
        raise PeopleError("mail-taken")


def _keep_terms(person: User, terms: Sequence[Term], *, by: User) -> None:
    """Store the terms of a locked person, and end those in other provinces."""
    kept = {term.province.pk for term in terms}
    for term in terms:
        assign_province(officer=person, by=by, **term._asdict())
    for left_out in person.terms.exclude(province__in=kept).select_related("province"):
        end_term(term=left_out, by=by)


def _free_name(email: str) -> str:
    """Return a user name that is free, made of the mail address; the person may choose another one."""
    wanted = slugify(email.partition("@")[0].replace(".", "-"))[:LONGEST_NAME] or "person"
    if wanted != "person" and not User.objects.filter(username__iexact=wanted).exists():
        return wanted
    return f"{wanted}-{secrets.token_hex(4)}"
