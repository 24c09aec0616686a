"""Form fields that take numbers the way people type them."""

from crispy_forms.bootstrap import AppendedText
from django import forms
from django.utils.translation import gettext_lazy as _

from ecotown.common import thai

REQUIRED = {"required": _("Please fill this in.")}


class NumberField(forms.DecimalField):
    """A decimal number; thousands commas, spaces and Thai digits are understood."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {
        "invalid": _("Please type a number."),
        "min_value": _("This number must be %(limit_value)s or more."),
        "max_value": _("This number must be %(limit_value)s or less."),
        "max_digits": _("This number has too many digits: at most %(max)s."),
        "max_whole_digits": _("This number is too large: at most %(max)s digits before the point."),
        "max_decimal_places": _("At most %(max)s decimal places."),
    }

    def to_python(self, value):
        if isinstance(value, str):
            value = thai.arabic_digits(value).replace(",", "").replace(" ", "").replace("\u00a0", "")
        return super().to_python(value)

    def prepare_value(self, value):
        """A stored number without the zeros that the column adds."""
        if hasattr(value, "normalize"):
            return format(value.normalize(), "f")
        return value

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)

    def widget_attrs(self, widget):
        return {"class": "number"}


def with_unit(name: str, unit: str) -> AppendedText:
    """A crispy field with its unit behind it."""
    return AppendedText(name, unit)
