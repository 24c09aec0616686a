"""Forms of a person's own account; they parse and limit, and save nothing."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ecotown.accounts.forms import LONGEST_PASSWORD, NameField
from ecotown.accounts.models import User
from ecotown.common.forms.fields import REQUIRED, MailField, TextField

LONGEST_POSITION = User._meta.get_field("position").max_length
PASSWORD_HINT = _(
    "At least 12 characters, for example four words that do not belong together. Not your name, nor a "
    "password that many people use."
)
LONGEST_MAIL = User._meta.get_field("email").max_length


def password_field(label, *, is_new=False, **options):
    """Return a field for a password, which password managers know by its kind."""
    kind = "new-password" if is_new else "current-password"
    return forms.CharField(
        label=label,
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": kind}),
        error_messages=REQUIRED,
        **options,
    )


class ButtonForm(forms.Form):
    """A form with one button; `label` names what it does."""

    label = _("Save")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.add_input(Submit("send", self.label, css_class="btn btn-primary"))


class PositionForm(ButtonForm):
    """The position of a person; it may be empty."""

    position = TextField(
        label=_("Position"),
        required=False,
        max_length=LONGEST_POSITION,
        help_text=_("As it stands in letters, for example the name of the office as well."),
    )


class LanguageForm(ButtonForm):
    """The language of pages and mails."""

    language = forms.ChoiceField(
        label=_("Language of pages and mails"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )


class NewPasswordForm(ButtonForm):
    """A new password, typed twice, for somebody who forgot the former one."""

    password = password_field(_("New password"), is_new=True, help_text=PASSWORD_HINT)
    repeated = password_field(_("New password once more"), is_new=True)

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean(self):
        values = super().clean()
        password, repeated = values.get("password"), values.pop("repeated", None)
        if password and repeated and password != repeated:
            self.add_error("repeated", _("The two passwords are not the same."))
        elif password:
            try:
                password_validation.validate_password(password, self.user)
            except ValidationError as error:
                self.add_error("password", error)
        return values


class PasswordForm(NewPasswordForm):
    """A new password in place of the present one."""

    label = _("Change the password")
    current_password = password_field(_("Present password"))
    field_order = ["current_password", "password", "repeated"]


class MailForm(ButtonForm):
    """A mail address to which the portal sends a link."""

    label = _("Send me the link")
    email = MailField(label=_("E-mail address"), max_length=LONGEST_MAIL, error_messages=REQUIRED)
    current_password = password_field(
        _("Present password"), help_text=_("So that nobody else changes your address at an open screen.")
    )

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, initial={"email": user.email}, **kwargs)


class ForgottenPasswordForm(ButtonForm):
    """What the person still knows: user name or mail address."""

    label = _("Send me a link")
    name = NameField(label=_("User name or e-mail address"), max_length=LONGEST_MAIL, error_messages=REQUIRED)
