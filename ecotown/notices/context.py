"""What every page knows of the notices of its reader."""

from django.utils.functional import SimpleLazyObject

from ecotown.notices import queries


def unread(request):
    """`unread_notices`: how many notices the signed-in user has not read; asked only when it is shown."""
    user = getattr(request, "user", None)
    if not user or not user.is_authenticated:
        return {"unread_notices": 0}
    return {"unread_notices": SimpleLazyObject(lambda: queries.unread_count(user))}
