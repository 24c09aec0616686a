"""The field of a date: typed as people write dates, or picked from a calendar of the Buddhist Era."""

from datetime import date
from enum import Enum, auto

from django import forms
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ecotown.common.forms.fields import REQUIRED
from ecotown.common.holidays.queries import calendar_from
from ecotown.common.holidays.words import day_warning
from ecotown.common.thai.dates import DateError, read_date
from ecotown.common.thai.formats import typed_date, weekday_date
from ecotown.common.thai.typed_text import visible_text

REFUSALS = {
    "unreadable": _("Please type a date, for example 14/12/2026 or 14 Dec 2026."),
    "no-year": _("Please type the year as well, for example 14/12/2026."),
    "short-year": _(
        "These two digits may be a year of the Buddhist or of the Common Era. "
        "Please type all four, for example 14/12/2026."
    ),
    "no-such-day": _(
        "There is no such day in the calendar. Please type the day before the month, for example 14/12/2026."
    ),
}


# A meeting or a ceremony that is planned further ahead has a mistyped year.
MOST_DAYS_TO_PLAN = 2 * 366


class Period(Enum):
    """The days that a field takes, seen from today, which is in both."""

    ANY = auto()
    UNTIL_TODAY = auto()
    FROM_TODAY = auto()


class DateInput(forms.TextInput):
    """A text input with the date in words under it, and a button for the picker where scripts run.

    With `wants_working_day` a weekend or a holiday is pointed out, which refuses nothing.
    """

    def __init__(self, attrs=None, *, wants_working_day=False):
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.wants_working_day = wants_working_day

    def format_value(self, value):
        """Return a date as it is typed, and a text that was sent as it is."""
        return typed_date(value) if isinstance(value, date) else super().format_value(value)

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        """Return the input with what belongs to it."""
        attrs = attrs or {}
        words_id = f"{attrs.get('id', name)}_words"
        described = " ".join(filter(None, [attrs.get("aria-describedby"), words_id]))
        words, warning = self._words(value)
        context = {
            "field": super().render(name, value, {**attrs, "aria-describedby": described}, renderer),
            "words_id": words_id,
            "words": words,
            "warning": warning,
            "wants_working_day": self.wants_working_day,
        }
        return render_to_string("components/date_input.html", context)

    def _words(self, value) -> tuple[str, str]:
        """Return a date in words with its weekday, and the warning about it; both empty without a date."""
        day = value if isinstance(value, date) else typed_day(value or "")
        if day is None:
            return "", ""
        if not self.wants_working_day:
            return weekday_date(day), ""
        return weekday_date(day), day_warning(day, calendar_from(day))


class DateField(forms.Field):
    """A date in one of the ways in which people write it, shown again with its weekday."""

    widget = DateInput
    default_error_messages = {
        **REQUIRED,
        **REFUSALS,
        "future": _("The date lies in the future."),
        "past": _("The date lies in the past."),
        "too-early": _("This date is too early. Please check its year."),
        "too-late": _("This date is too late. Please check its year."),
    }

    def __init__(
        self,
        *,
        period: Period = Period.ANY,
        first_day: date | None = None,
        most_days_ahead: int | None = None,
        wants_working_day=False,
        **kwargs,
    ):
        """Create the field; `first_day` and `most_days_ahead` say which days make sense."""
        kwargs.setdefault("help_text", _("For example 14/12/2026 or 14 Dec 2026"))
        kwargs.setdefault("widget", DateInput(wants_working_day=wants_working_day))
        super().__init__(**kwargs)
        self.period, self.first_day, self.most_days_ahead = period, first_day, most_days_ahead

    def to_python(self, value):
        if not visible_text(value or ""):
            return None
        try:
            return read_date(value)
        except DateError as error:
            raise forms.ValidationError(self.error_messages[error.code], code=error.code) from error

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        today = timezone.localdate()
        faults = {
            "past": self.period is Period.FROM_TODAY and value < today,
            "future": self.period is Period.UNTIL_TODAY and value > today,
            "too-early": self.first_day is not None and value < self.first_day,
            "too-late": self.most_days_ahead is not None and (value - today).days > self.most_days_ahead,
        }
        for code, is_fault in faults.items():
            if is_fault:
                raise forms.ValidationError(self.error_messages[code], code=code)

    def has_changed(self, initial, data):
        return typed_day(data or "") != initial


def typed_day(text: str) -> date | None:
    """Return the day that a typed text names, None when it names none."""
    try:
        return read_date(text)
    except DateError:
        return None
