"""What officers say about a value: a reason for a warning, a note."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ecotown.common.fields import TextField
from ecotown.common.typed_text import visible

LONGEST = 4000
END = "-reason"


class AnswerForm(forms.Form):
    """The reason for one warning; each warning of an indicator has its fields under its own key."""

    mark = TextField(max_length=2000)
    reason = TextField(
        max_length=LONGEST,
        error_messages={
            "required": _("Please give a reason."),
            "max_length": _("At most %(limit_value)d characters."),
        },
    )

    def __init__(self, data, *, key: str):
        super().__init__(data, prefix=key)

    @property
    def problems(self) -> dict[str, str]:
        """Why the reason was not kept, by the key of its warning."""
        faults = [text for texts in self.errors.values() for text in texts]
        return {self.prefix: faults[0]} if faults else {}

    @property
    def typed(self) -> dict[str, str]:
        """What was sent for every warning of the indicator by its key, but for a reason that was kept."""
        return {key: text for key, text in self._sent.items() if key != self.prefix or self.errors}

    @property
    def others(self) -> list["AnswerForm"]:
        """The forms of the other warnings of the indicator for which something was written."""
        written = (key for key, text in self._sent.items() if key != self.prefix and visible(text))
        return [AnswerForm(self.data, key=key) for key in written]

    @property
    def _sent(self) -> dict[str, str]:
        return {name.removesuffix(END): text for name, text in self.data.items() if name.endswith(END)}


class NoteForm(forms.Form):
    """A plain text, and the revision of the one that stood there before."""

    note = TextField(
        max_length=LONGEST,
        required=False,
        error_messages={"max_length": _("At most %(limit_value)d characters.")},
    )
    before = forms.IntegerField(required=False, min_value=0)
    # Whether someone else saved another note meanwhile.
    is_overtaken = False

    def __init__(self, data, *, code: str):
        super().__init__(data, prefix=code)
