"""What the settings of retention delete in the next night."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from ecotown.common.thai.formats import short_date
from ecotown.configuration.domain import Group
from ecotown.configuration.registry import Preview, declare_preview
from ecotown.personal_data import queries, words
from ecotown.personal_data.domain import REGISTER


def declare():
    """Register the preview; called when the portal starts."""
    declare_preview(Group.RETENTION, retention_preview)


def retention_preview() -> Preview:
    """Return what the worker would delete in the next night by each setting, and until which day."""
    lines = [
        _("%(what)s: %(number)s from before %(day)s")
        % {
            "what": words.DELETED[kept.setting],
            "number": sum(queries.due(kept, expiry).count() for expiry in kept.expiries),
            "day": short_date(timezone.localdate() - timedelta(days=queries.days_of(kept) or 0)),
        }
        for kept in REGISTER
        if kept.setting
    ]
    return Preview(_("What the next night deletes"), lines)
