"""Tasks of the register of areas."""

from celery import shared_task
from django.utils import timezone

from areas import results


@shared_task(name="areas.take_names_into_effect")
def take_names_into_effect() -> int:
    """Give areas the names that count from today."""
    return results.take_names_into_effect(timezone.localdate())
