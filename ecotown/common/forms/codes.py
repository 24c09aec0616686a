"""The form in which a visitor types a code to look something up."""

from crispy_forms.helper import FormHelper
from django import forms

from ecotown.common.forms.fields import TextField

TYPED_AS_IS = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class LookedUpCodeField(TextField):
    """A code that nobody remembers: the browser neither completes nor corrects it."""

    def __init__(self, **options):
        super().__init__(max_length=200, widget=forms.TextInput(attrs=TYPED_AS_IS), **options)


def look_up_helper(form, action, button):
    """Return the helper of a form that only reads: its fields go into the address of `action`."""
    helper = FormHelper(form)
    helper.form_method = "get"
    helper.form_action = action
    helper.disable_csrf = True
    helper.attrs = {"novalidate": ""}
    helper.add_input(button)
    return helper
