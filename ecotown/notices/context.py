"""Context processor: unread notices."""

from django.utils.functional import SimpleLazyObject

from ecotown.notices import queries


def unread(request):
    """Return `unread_notices`: about how many subjects there are unread notices; counted when shown."""
    user = getattr(request, "user", None)
    if not user or not user.is_authenticated:
        return {"unread_notices": 0}
    return {"unread_notices": SimpleLazyObject(lambda: queries.unread_count(user))}
