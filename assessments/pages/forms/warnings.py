"""Forms of reasons for warnings and of notes of the province."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ecotown.common.forms.fields import TextField

REASON_MAX_LENGTH = 4000
MARK_SUFFIX = "-mark"


class AnswerForm(forms.Form):
    """One reason for the warnings of an indicator, each with the numbers for which it is given."""

    reason = TextField(
        max_length=REASON_MAX_LENGTH,
        error_messages={
            "required": _("Please give a reason."),
            "max_length": _("At most %(limit_value)d characters."),
        },
    )

    @property
    def marks(self) -> dict[str, str]:
        """Return the numbers that the officer saw, by the key of their warning."""
        return {
            name.removesuffix(MARK_SUFFIX): text
            for name, text in self.data.items()
            if name.endswith(MARK_SUFFIX)
        }

    @property
    def problem(self) -> str:
        """Return the first error of the reason; empty without errors."""
        return next((text for texts in self.errors.values() for text in texts), "")


class NoteForm(forms.Form):
    """The note of an indicator, and the revision of the note when the page was opened."""

    note = TextField(
        max_length=REASON_MAX_LENGTH,
        required=False,
        error_messages={"max_length": _("At most %(limit_value)d characters.")},
    )
    before = forms.IntegerField(required=False, min_value=0)
    # Whether someone else saved another note meanwhile.
    is_overtaken = False

    def __init__(self, data, *, code: str):
        super().__init__(data, prefix=code)
