"""Form fields that take numbers the way people type them."""

from crispy_forms.bootstrap import AppendedText
from django import forms

from ecotown.common import thai


class NumberField(forms.DecimalField):
    """A decimal number; thousands commas, spaces and Thai digits are understood."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

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
