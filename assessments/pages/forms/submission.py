"""Forms of submitting and resubmitting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.pages.forms.fields import text_field


class SubmitForm(forms.Form):
    """The declaration of the province."""

    declared = forms.BooleanField(
        label=_("I declare that the values are true and complete as far as I know."),
        error_messages={"required": _("Please declare that the values are true and complete.")},
    )


class ResubmitForm(forms.Form):
    """The reply to each returned indicator, and the declaration for submitting again."""

    def __init__(self, *args, returned_items, **kwargs):
        super().__init__(*args, **kwargs)
        self.codes = [item.code for item in returned_items]
        for item in returned_items:
            label = _("Reply to the assessor") if item.is_changed else _("Why the value stays as it is")
            self.fields[item.code] = text_field(label, rows=2, required=False, initial=item.reply)
        self.fields["declared"] = forms.BooleanField(
            label=_("I declare that the values are true and complete as far as I know."), required=False
        )

    @property
    def replies(self) -> dict[str, str]:
        return {code: self.cleaned_data[code] for code in self.codes}
