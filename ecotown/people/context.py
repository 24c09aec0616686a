"""Context processor: the way in for who has a one-time code."""

from django.urls import reverse
from django.utils.functional import SimpleLazyObject


def ways_in(_request):
    """Return `code_url`, for the page of signing in, which stands below this room."""
    return {"code_url": SimpleLazyObject(lambda: reverse("people:enter-code"))}
