"""Form fields that take numbers the way people type them."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from ecotown.common import thai

# Commas and spaces only between thousands, so that a decimal comma is not taken for one; no exponents.
PLAIN = re.compile(r"[+-]?(\d+|\d{1,3}([, \u00a0]\d{3})+)(\.\d*)?$")
SEPARATORS = re.compile(r"[, \u00a0]")
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
            value = thai.arabic_digits(value).strip()
            if value and not PLAIN.match(value):
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
            value = SEPARATORS.sub("", value)
        return super().to_python(value)

    def prepare_value(self, value):
        """A stored number without the zeros that the column adds."""
        if hasattr(value, "normalize"):
            return format(value.normalize(), "f")
        return value

    def widget_attrs(self, widget):
        return {"class": "number"}


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; an empty one is left for its examination to refuse."""

    widget = FilesInput

    def __init__(self, **kwargs):
        super().__init__(allow_empty_file=True, max_length=None, **kwargs)

    def clean(self, data, initial=None):
        files = data if isinstance(data, list) else [data]
        return [super(FilesField, self).clean(one, initial) for one in files or [None]]
