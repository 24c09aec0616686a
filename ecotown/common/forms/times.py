"""The field of a time of day, typed as people write times."""

import re
from datetime import time

from django import forms
from django.utils.translation import gettext_lazy as _

from ecotown.common.forms.fields import REQUIRED
from ecotown.common.thai.typed_text import ascii_value

_TIME = re.compile(r"(?:เวลา\s*)?(\d{1,2})(?:\s*[.:]\s*(\d{2}))?\s*(?:น\.?|นาฬิกา)?")


class TimeInput(forms.TextInput):
    """A text input that shows a time as it is written in Thai: 09.30."""

    def format_value(self, value):
        return f"{value:%H.%M}" if isinstance(value, time) else super().format_value(value)


class TimeOfDayField(forms.Field):
    """A time of day in hours and minutes: 9.30, 09:30 น., ๙.๓๐, 13 นาฬิกา."""

    widget = TimeInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {**REQUIRED, "invalid": _("Please type a time, for example 09.30.")}

    def to_python(self, value):
        text = ascii_value(value or "")
        if not text:
            return None
        match = _TIME.fullmatch(text)
        hour, minute = (int(part or 0) for part in match.groups()) if match else (99, 0)
        if hour > 23 or minute > 59:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return time(hour, minute)
