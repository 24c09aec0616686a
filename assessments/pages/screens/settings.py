"""What the deadlines among the settings of the portal mean from today on."""

from django.utils import timezone
from django.utils.translation import gettext as _

from ecotown.common.holidays.queries import after_working_days
from ecotown.common.thai.formats import weekday_date
from ecotown.configuration.domain import Group
from ecotown.configuration.queries import current
from ecotown.configuration.registry import Preview, declare_preview


def declare():
    """Register the preview; called when the portal starts."""
    declare_preview(Group.DEADLINES, deadlines_preview)


def deadlines_preview() -> Preview:
    """Return until when a question that arrives today is answered, and minutes of today are closed."""
    today = timezone.localdate()
    answer_by = after_working_days(today, current().question_answer_days)
    closed_by = after_working_days(today, current().minutes_days)
    return Preview(
        _("Counted from today, without weekends and holidays"),
        [
            _("A question of a visitor is answered by %(day)s.") % {"day": weekday_date(answer_by)},
            _("The minutes of a meeting are closed by %(day)s.") % {"day": weekday_date(closed_by)},
        ],
    )
