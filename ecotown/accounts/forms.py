"""The sign-in form."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from ecotown.common.fields import REQUIRED


class SignInForm(AuthenticationForm):
    """User name and password; wrong ones are counted and lock the account for a while."""

    error_messages = {
        "invalid_login": _("The user name or the password is wrong. Capital letters matter."),
        "inactive": _("This account is closed."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["password"].label = _("Password")
        for field in self.fields.values():
            field.error_messages.update(REQUIRED)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.add_input(Submit("sign-in", _("Sign in"), css_class="btn btn-primary w-100"))
