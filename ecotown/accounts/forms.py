"""Sign-in form."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.utils.translation import gettext_lazy as _

from ecotown.accounts.models import User
from ecotown.common.forms.fields import REQUIRED
from ecotown.common.thai.typed_text import visible_text

LONGEST_PASSWORD = 1024  # characters; hashing more only takes time


class NameField(UsernameField):
    """A user name field that removes invisible characters, which programs add to copied text."""

    def to_python(self, value):
        return super().to_python(visible_text(value) if isinstance(value, str) else value)


class SignInForm(AuthenticationForm):
    """User name and password; repeated wrong ones lock the account for a while (django-axes)."""

    error_messages = {
        "invalid_login": _("The user name or the password is wrong. Capital letters matter."),
        "inactive": _("This account is closed."),
    }

    username = NameField(
        label=_("User name"),
        max_length=User._meta.get_field("username").max_length,
        widget=forms.TextInput(attrs={"autofocus": True}),
        error_messages=REQUIRED,
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages=REQUIRED,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.add_input(Submit("sign-in", _("Sign in"), css_class="btn btn-primary w-100"))
