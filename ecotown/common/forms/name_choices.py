"""Drop-downs of names, in the order of a Thai dictionary, whatever the database sorts by."""

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator

from ecotown.common.thai.formats import named
from ecotown.common.thai.ordering import sort_key


class NameChoiceIterator(ModelChoiceIterator):
    """The rows of a `NameChoiceField`, by what the drop-down calls them."""

    def __iter__(self):
        empty, rest = [], list(super().__iter__())
        if self.field.empty_label is not None:
            empty, rest = rest[:1], rest[1:]
        return iter([*empty, *sorted(rest, key=lambda choice: sort_key(str(choice[1])))])


class NameChoiceField(forms.ModelChoiceField):
    """One of several rows, each called by its name in the language of the page."""

    iterator = NameChoiceIterator

    def label_from_instance(self, row):
        return named(row) if hasattr(row, "name_en") else str(row)


class TickedRowsField(forms.ModelMultipleChoiceField):
    """Any number of rows, each with a box to tick."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value):
        try:
            return super().clean(value)
        except OverflowError:  # a number that SQLite cannot even look for
            raise ValidationError(
                self.error_messages["invalid_choice"], "invalid_choice", {"value": "…"}
            ) from None
