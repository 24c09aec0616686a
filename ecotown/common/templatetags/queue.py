"""Template filters about work that waits for a worker."""

from django import template

from ecotown.common.queue import signs_of_life

register = template.Library()


@register.filter
def is_queued(asked_at):
    """Return whether work that was asked for, and that no worker claims, waits in the queue."""
    return signs_of_life.is_queued(asked_at, is_claimed=False)
