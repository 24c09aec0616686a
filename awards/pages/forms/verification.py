"""Forms of the public verification."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from ecotown.common.forms.codes import LookedUpCodeField, look_up_helper
from ecotown.common.forms.fields import TextField
from ecotown.configuration.queries import current


class CodeForm(forms.Form):
    """The verification code as printed, and optionally the number beside it."""

    number = TextField(
        label=_("Number of the certificate or plaque (optional)"),
        help_text=_("As printed, such as 12/2569 or ล. 12/2569. It is compared with the register."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    code = LookedUpCodeField(
        label=_("Verification code"),
        error_messages={"required": _("Please type the code that is printed on the certificate.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        button = Submit("", _("Verify"), css_id="verify-code", css_class="btn btn-primary")
        self.helper = look_up_helper(self, "awards:enter-code", button)


class FileForm(forms.Form):
    """A PDF that the portal may have made, which is compared and not stored."""

    file = forms.FileField(
        label=_("PDF file"),
        error_messages={
            "required": _("Please choose the PDF file."),
            "empty": _("The file is empty."),
        },
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )

    def __init__(self, *args, is_too_large=False, **kwargs):
        super().__init__(*args, **kwargs)
        file, limit = self.fields["file"], {"limit": current().verify_max_mb}
        file.help_text = (
            _(
                "A certificate or plaque, or a print file, dossier or minutes made by this portal. At most "
                "%(limit)s MB. The file is compared at once and never stored."
            )
            % limit
        )
        if is_too_large:  # then the upload handler dropped it
            file.error_messages["required"] = _("The file is larger than %(limit)s MB.") % limit
        self.helper = FormHelper(self)
        self.helper.form_action = "awards:check-file"
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(
            Submit("", _("Compare the file"), css_id="compare-file", css_class="btn btn-secondary")
        )
