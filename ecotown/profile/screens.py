"""What the settings of signing out mean for a person who signs in now."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from ecotown.common.thai.formats import clock
from ecotown.configuration.domain import Group
from ecotown.configuration.queries import current
from ecotown.configuration.registry import Preview, declare_preview


def declare():
    """Register the preview; called when the portal starts."""
    declare_preview(Group.SESSIONS, sessions_preview)


def sessions_preview() -> Preview:
    """Return when who signs in now and does nothing is warned and signed out, and until when others work."""
    configuration = current()
    now = timezone.now()
    idle_until = now + timedelta(minutes=configuration.session_idle_minutes)
    warned_at = idle_until - timedelta(minutes=configuration.session_warning_minutes)
    longest_until = now + timedelta(hours=configuration.session_hours)
    return Preview(
        _("For a person who signs in now, at %(time)s") % {"time": clock(now)},
        [
            _("Who does nothing is warned at %(warning)s and signed out at %(end)s.")
            % {"warning": clock(warned_at), "end": clock(idle_until)},
            _("Who works on signs in again at %(end)s at the latest.") % {"end": clock(longest_until)},
        ],
    )
