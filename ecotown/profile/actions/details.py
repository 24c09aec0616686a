"""Actions on a person's own position and language."""

from django.db import transaction

from ecotown.accounts.models import User
from ecotown.common.history import recording
from ecotown.profile.events import Event


@transaction.atomic
def change_position(*, position: str, by: User) -> None:
    """Store the position of a person; nothing is recorded where it stays."""
    user = User.objects.select_for_update().get(pk=by.pk)
    if user.position == position:
        return
    User.objects.filter(pk=user.pk).update(position=position)
    # The history never forgets: the position, which an erasure removes, is not written into it.
    recording.record(f"user:{user.pk}", Event.POSITION_CHANGED, by=by, data={})


@transaction.atomic
def choose_language(*, language: str, by: User) -> None:
    """Store in which language the portal speaks to a person; nothing is recorded where it stays."""
    user = User.objects.select_for_update().get(pk=by.pk)
    if user.language == language:
        return
    User.objects.filter(pk=user.pk).update(language=language)
    recording.record(f"user:{user.pk}", Event.LANGUAGE_CHOSEN, by=by, data={"language": language})
