"""Forms of signing in and of second factors."""

import json

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib.auth.forms import UsernameField
from django.utils.translation import gettext_lazy as _

from ecotown.accounts.models import User
from ecotown.common.forms.fields import REQUIRED, CodeField, TextField
from ecotown.common.thai.typed_text import visible_text

LONGEST_PASSWORD = 1024  # characters; hashing more only takes time
LONGEST_CREDENTIAL = 20_000  # characters of what a passkey answers
LONGEST_CODE = 20  # characters, with blanks
CODE_INPUT = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class NameField(UsernameField):
    """A user name field that removes invisible characters, which programs add to copied text."""

    def to_python(self, value):
        return super().to_python(visible_text(value) if isinstance(value, str) else value)


class FactorCodeField(CodeField):
    """A code of six or eight digits, with blanks as apps and papers show them; Thai digits are accepted."""

    def __init__(self, *, is_first=False, **kwargs):
        widget = forms.TextInput(attrs=CODE_INPUT | ({"autofocus": True} if is_first else {}))
        super().__init__(max_length=LONGEST_CODE, widget=widget, error_messages=REQUIRED, **kwargs)

    def to_python(self, value):
        return "".join(super().to_python(value).replace("-", " ").split())


class CredentialField(forms.CharField):
    """What a passkey answered, as JSON that a script of the page has written."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs):
        super().__init__(label=_("Passkey"), max_length=LONGEST_CREDENTIAL, required=False, **kwargs)

    def clean(self, value):
        """Return the object; None for an empty field and for anything that is no JSON object."""
        try:
            credential = json.loads(super().clean(value) or "null")
        except (ValueError, RecursionError):
            return None
        return credential if isinstance(credential, dict) else None


class ButtonForm(forms.Form):
    """A form whose template has its own tag; `button` is the label of its button."""

    button = ""
    button_name = "save"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.add_input(Submit(self.button_name, self.button, css_class="btn btn-primary w-100"))


class SignInForm(ButtonForm):
    """User name or e-mail address, and password."""

    button, button_name = _("Sign in"), "sign-in"

    username = NameField(
        label=_("User name or e-mail"),
        max_length=User._meta.get_field("email").max_length,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "username"}),
        error_messages=REQUIRED,
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages=REQUIRED,
    )


class SecondFactorForm(ButtonForm):
    """A code of the app or a recovery code, or the answer of a passkey."""

    button, button_name = _("Confirm the code"), "confirm"

    code = FactorCodeField(label=_("Code"), required=False, is_first=True)
    credential = CredentialField()

    def clean(self):
        if not (self.cleaned_data.get("code") or self.cleaned_data.get("credential")) and not self.errors:
            self.add_error("code", REQUIRED["required"])
        return self.cleaned_data


class SignInAgainForm(ButtonForm):
    """What proves that the person is still there: the password, a code, or a passkey."""

    button, button_name = _("Confirm and go on"), "confirm"

    password = forms.CharField(
        label=_("Password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = FactorCodeField(label=_("Or the code of your app"), required=False)
    credential = CredentialField()

    def __init__(self, *args, has_password, has_code, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_password:
            del self.fields["password"]
        if not has_code:
            del self.fields["code"]

    def clean(self):
        names = [name for name in ("password", "code") if name in self.fields]
        if not any(self.cleaned_data.get(name) for name in (*names, "credential")) and not self.errors:
            self.add_error(names[0] if names else None, REQUIRED["required"])
        return self.cleaned_data


class AppForm(ButtonForm):
    """The code that shows that an app was set up."""

    button = _("Set up the app")

    code = FactorCodeField(label=_("Code that the app shows now"))


class PasskeyForm(ButtonForm):
    """A new passkey and what its person calls it."""

    button = _("Add a passkey")

    name = TextField(
        label=_("Name of the passkey"),
        max_length=50,
        error_messages=REQUIRED,
        help_text=_("So that you recognise it later, such as the name of the device."),
    )
    credential = CredentialField()
