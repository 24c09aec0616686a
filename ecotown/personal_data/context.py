"""Context processor: where people read which data the portal keeps of them."""

from django.urls import reverse
from django.utils.functional import SimpleLazyObject


def own_data(_request):
    """Return `own_data_url`, for a person's own page, which stands below this room."""
    return {"own_data_url": SimpleLazyObject(lambda: reverse("personal_data:own"))}
