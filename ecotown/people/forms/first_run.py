"""The form of the first administrator of a new installation."""

from crispy_forms.layout import Submit
from django.utils.translation import gettext_lazy as _

from ecotown.accounts.models import User
from ecotown.common.forms.codes import LookedUpCodeField
from ecotown.common.forms.fields import REQUIRED, MailField, TextField
from ecotown.people.forms.codes import NewPasswordForm, free_user_name, user_name_field


class FirstAdministratorForm(NewPasswordForm):
    """The code of the installation, and who its first administrator is."""

    field_order = ["code", "signing_name", "position", "email", "username"]
    code = LookedUpCodeField(
        label=_("Code of the installation"),
        error_messages=REQUIRED,
        help_text=_(
            "The server prints it when it is started, and the command manage.py set_up_code at any time."
        ),
    )
    signing_name = TextField(
        label=_("Name shown"),
        max_length=200,
        error_messages=REQUIRED,
        help_text=_("With title, as it stands in the history and in letters."),
    )
    position = TextField(label=_("Position held"), max_length=200, required=False)
    email = MailField(label=_("E-mail"), max_length=254, error_messages=REQUIRED)
    username = user_name_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"autofocus": True, "class": "one-time-code"}
        self.helper.add_input(Submit("save", _("Open the account"), css_class="btn btn-primary w-100"))

    def clean_username(self):
        return free_user_name(self.cleaned_data["username"])

    def owner(self, cleaned):
        """Return the person as the password will belong to, unsaved."""
        return User(**{name: cleaned.get(name, "") for name in ("username", "signing_name", "email")})
