"""What is typed about certificates."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from ecotown.common.fields import REQUIRED


class RevocationForm(forms.Form):
    """Why a certificate is void; everyone who verifies it reads the reason."""

    reason = forms.CharField(
        label=_("Reason of the revocation"),
        help_text=_("Shown to everyone who verifies the certificate. Write no personal data."),
        max_length=2000,
        error_messages=REQUIRED,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.attrs = {
            "novalidate": "",
            "data-confirm": _("Revoke this certificate? It cannot be undone."),
        }
        self.helper.add_input(Submit("revoke", _("Revoke the certificate"), css_class="btn btn-danger"))


class CodeForm(forms.Form):
    """A verification code, typed from the paper."""

    code = forms.CharField(
        label=_("Verification code"),
        max_length=200,
        error_messages={"required": _("Please type the code that is printed on the certificate.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self)
        self.helper.form_method = "get"
        self.helper.form_action = "awards:enter-code"
        self.helper.disable_csrf = True
        self.helper.add_input(Submit("", _("Verify"), css_class="btn btn-primary"))
