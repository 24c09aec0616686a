"""Form fields that accept numbers, codes and texts as people type and paste them."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from ecotown.common.thai.typed_text import ascii_answer, ascii_value, page_numbers, visible_text

# Commas and spaces only between thousands, so that a decimal comma is not read as a separator; no exponents.
NUMBER_PATTERN = re.compile(r"[+-]?(\d+|\d{1,3}([, ]\d{3})+)(\.\d*)?$")
SEPARATORS = re.compile(r"[, ]")
PERCENT_SIGN = re.compile(r"(?<=[\d.]) ?%$")
REQUIRED = {"required": _("Please fill this in.")}


class NumberField(forms.DecimalField):
    """A decimal number; thousands commas, spaces and Thai digits are accepted."""

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
            value = ascii_answer(value)
            if value and not NUMBER_PATTERN.match(value):
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
            value = SEPARATORS.sub("", value)
        number = super().to_python(value)
        return number.copy_abs() if number == 0 else number  # Decimal keeps the sign of -0

    def prepare_value(self, value):
        """Return a stored number without the trailing zeros that the column adds."""
        if hasattr(value, "normalize"):
            return format(value.normalize(), "f")
        return value

    def widget_attrs(self, widget):
        return {"class": "number"}


class PercentField(NumberField):
    """A percentage, with or without its sign."""

    def to_python(self, value):
        return super().to_python(
            PERCENT_SIGN.sub("", ascii_answer(value)) if isinstance(value, str) else value
        )


class AsciiMixin:
    """Mixin of a field for a code or a year: invisible characters removed, digits and signs in ASCII."""

    def to_python(self, value):
        return super().to_python(ascii_value(value) if isinstance(value, str) else value)


class TextField(forms.CharField):
    """A text in words, kept as it was typed; a text without visible characters is empty.

    A line ends with LF, as stored texts do; browsers send CR and LF, which would count as two characters.
    """

    def to_python(self, value):
        text = super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)
        return text if visible_text(text) else self.empty_value


class CodeField(AsciiMixin, forms.CharField):
    """A code or the number of a document."""


class MailField(AsciiMixin, forms.EmailField):
    """An e-mail address."""


class PagesField(forms.CharField):
    """Pages of a file as people write them: 4, หน้า ๔–๖, p. 4, ภาคผนวก ก."""

    def to_python(self, value):
        return super().to_python(page_numbers(value) if isinstance(value, str) else value)


class WholeNumberField(AsciiMixin, forms.IntegerField):
    """A whole number in a text input."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})


class AnswerField(forms.TypedChoiceField):
    """One of a list of answers, chosen in the browser or typed into a workbook cell."""

    def to_python(self, value):
        return super().to_python(ascii_answer(value) if isinstance(value, str) else value)

    def prepare_value(self, value):
        """Return a stored number as the key of its answer."""
        return value if value is None or isinstance(value, str) else str(int(value))


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; an empty file passes and is refused by `uploads.examine`."""

    widget = FilesInput

    def __init__(self, **kwargs):
        super().__init__(allow_empty_file=True, max_length=None, **kwargs)

    def clean(self, data, initial=None):
        files = data if isinstance(data, list) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files or [None]]
