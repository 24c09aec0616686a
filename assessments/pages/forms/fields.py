"""Fields that several forms of assessments have."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ecotown.common.forms.fields import REQUIRED, TextField
from ecotown.common.thai import dates
from ecotown.common.thai.typed_text import visible_text

TEXT_MAX_LENGTH = 2000


def text_field(label, *, rows=3, required=True, **options):
    """Return a field for a text of several lines."""
    return TextField(
        label=label,
        required=required,
        max_length=options.pop("max_length", TEXT_MAX_LENGTH),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={**REQUIRED, **options.pop("error_messages", {})},
        **options,
    )


class ThaiDateField(forms.Field):
    """A date typed as day/month/year in the Buddhist Era, such as 12/3/2569."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {
        **REQUIRED,
        "invalid": _("Please type the date as day/month/year B.E., for example 12/3/2569."),
        "future": _("The date lies in the future."),
        "past": _("The date lies in the past."),
    }

    def __init__(self, *, is_future=False, **kwargs):
        """Create the field; `is_future` refuses past dates instead of future ones."""
        super().__init__(**kwargs)
        self.is_future = is_future

    def to_python(self, value):
        if not visible_text(value or ""):
            return None
        day = dates.parse_date(value)
        if day is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day

    def validate(self, value):
        super().validate(value)
        if value and self.is_future and value < timezone.localdate():
            raise forms.ValidationError(self.error_messages["past"], code="past")
        if value and not self.is_future and value > timezone.localdate():
            raise forms.ValidationError(self.error_messages["future"], code="future")
