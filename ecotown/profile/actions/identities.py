"""Actions on identities of a provider (OpenID Connect) that are linked to people."""

from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction

from ecotown.accounts.models import User
from ecotown.accounts.results.mails import tell
from ecotown.common.history import recording
from ecotown.profile.domain import ProfileError
from ecotown.profile.events import Event


@transaction.atomic
def link_identity(*, provider: str, uid: str, by: User) -> SocialAccount:
    """Let an identity sign this person in; one identity has one person, and one person one identity."""
    user = User.objects.select_for_update().get(pk=by.pk)
    linked = SocialAccount.objects.filter(provider=provider, uid=uid).first()
    if linked and linked.user_id == user.pk:
        return linked
    if linked:
        raise ProfileError("identity-of-another")
    SocialAccount.objects.filter(user=user).delete()
    try:
        with transaction.atomic():
            identity = SocialAccount.objects.create(user=user, provider=provider, uid=uid)
    except IntegrityError as error:  # somebody else linked it in this moment
        raise ProfileError("identity-of-another") from error
    recording.record(f"user:{user.pk}", Event.IDENTITY_LINKED, by=by, data={"provider": provider})
    tell("identity-linked", user)  # it may have been somebody else, at an open screen
    return identity


@transaction.atomic
def unlink_identity(*, by: User) -> None:
    """Let no identity sign this person in any more; nothing is recorded where none did.

    Who has no password would have no way in left. Raises ProfileError: "no-other-way-in".
    """
    user = User.objects.select_for_update().get(pk=by.pk)
    identities = SocialAccount.objects.filter(user=user)
    if not identities.exists():
        return
    if not user.has_usable_password():
        raise ProfileError("no-other-way-in")
    identities.delete()
    recording.record(f"user:{by.pk}", Event.IDENTITY_UNLINKED, by=by, data={})
    tell("identity-unlinked", user)
