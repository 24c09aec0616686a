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
