"""Forms of a person with a one-time code: typing it, choosing user name and password."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from ecotown.accounts.forms import LONGEST_PASSWORD, NameField
from ecotown.accounts.models import User
from ecotown.common.forms.codes import LookedUpCodeField
from ecotown.common.forms.fields import REQUIRED

# No letters of other scripts: several look alike, and a name with some Thai vowels could not be had.
LATIN_NAME = RegexValidator(
    r"\A[A-Za-z0-9.@+_-]+\Z", _("Only English letters, digits and . - _ @ + without spaces.")
)
NEW_PASSWORD = {"autocomplete": "new-password"}


class OneTimeCodeForm(forms.Form):
    """The code of an invitation or of a new password, as it stands in the letter."""

    code = LookedUpCodeField(label=_("Code"), error_messages=REQUIRED)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"autofocus": True, "class": "one-time-code"}
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("continue", _("Continue"), css_class="btn btn-primary w-100"))


class NewPasswordForm(forms.Form):
    """A new password, twice, that fits the person it is for."""

    password = forms.CharField(
        label=_("New password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        # What the validators of the settings ask for, as one sentence.
        help_text=_(
            "At least 12 characters, for example four words that do not belong together. Not your name, "
            "nor a password that many people use."
        ),
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
        error_messages=REQUIRED,
    )
    repeated = forms.CharField(
        label=_("New password again"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
        error_messages=REQUIRED,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.attrs = {"novalidate": ""}

    def clean(self):
        cleaned = super().clean()
        password = cleaned.get("password")
        if password and cleaned.get("repeated") and password != cleaned["repeated"]:
            self.add_error("repeated", _("The two passwords differ."))
        elif password:
            try:
                validate_password(password, self.owner(cleaned))
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned


def user_name_field():
    """Return the field in which a person chooses the name to sign in with."""
    return NameField(
        label=_("User name"),
        max_length=User._meta.get_field("username").max_length,
        error_messages=REQUIRED,
        help_text=_("With this name you sign in. English letters, digits and . - _ @ +"),
        validators=[LATIN_NAME],
    )


def free_user_name(name, *, person=None):
    """Return the name; raise ValidationError when somebody else has it, in capital letters or not."""
    if User.objects.filter(username__iexact=name).exclude(pk=person and person.pk).exists():
        raise ValidationError(_("This user name is taken. Please choose another one."), code="name-taken")
    return name


class ChoosePasswordForm(NewPasswordForm):
    """A new password, twice; who is invited chooses a user name, too."""

    field_order = ["username"]
    username = user_name_field()

    def __init__(self, *args, code, **kwargs):
        super().__init__(*args, initial={"username": code.person.username}, **kwargs)
        self.person = code.person
        if not code.is_invitation:
            del self.fields["username"]
        self.helper.add_input(Submit("save", _("Save and go to sign in"), css_class="btn btn-primary w-100"))

    def clean_username(self):
        return free_user_name(self.cleaned_data["username"], person=self.person)

    def owner(self, cleaned):
        """Return the person as the password will belong to, unsaved."""
        return User(
            username=cleaned.get("username", self.person.username),
            signing_name=self.person.signing_name,
            email=self.person.email,
        )
