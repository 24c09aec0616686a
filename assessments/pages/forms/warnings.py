"""Forms of reasons for warnings and of notes of the province."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ecotown.common.forms.fields import TextField
from ecotown.common.thai.typed_text import visible_text

REASON_MAX_LENGTH = 4000
REASON_SUFFIX = "-reason"


class AnswerForm(forms.Form):
    """The reason for one warning; the key of the warning is the prefix of its fields."""

    mark = TextField(max_length=2000)
    reason = TextField(
        max_length=REASON_MAX_LENGTH,
        error_messages={
            "required": _("Please give a reason."),
            "max_length": _("At most %(limit_value)d characters."),
        },
    )

    def __init__(self, data, *, key: str):
        super().__init__(data, prefix=key)

    @property
    def problems(self) -> dict[str, str]:
        """Return the first error of the reason by the key of its warning; empty without errors."""
        faults = [text for texts in self.errors.values() for text in texts]
        return {self.prefix: faults[0]} if faults else {}

    @property
    def typed(self) -> dict[str, str]:
        """Return the posted reasons of the indicator by key of the warning, without one that was saved."""
        return {key: text for key, text in self._posted.items() if key != self.prefix or self.errors}

    @property
    def others(self) -> list["AnswerForm"]:
        """Return the forms of the other warnings of the indicator for which a reason was typed."""
        written = (key for key, text in self._posted.items() if key != self.prefix and visible_text(text))
        return [AnswerForm(self.data, key=key) for key in written]

    @property
    def _posted(self) -> dict[str, str]:
        return {
            name.removesuffix(REASON_SUFFIX): text
            for name, text in self.data.items()
            if name.endswith(REASON_SUFFIX)
        }


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
