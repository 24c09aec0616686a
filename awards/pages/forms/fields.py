"""Fields of one line, and forms whose fields are posted under names of their own."""

from django import forms
from django.utils.translation import gettext_lazy as _

from awards.designs.documents.letters import check_letters
from awards.designs.domain.kinds import AwardError
from awards.pages.words import refusal
from ecotown.common.forms.fields import REQUIRED, TextField

# Fields that are posted under another name.
POSTED_NAMES = {"pronunciation": "reading_hint"}


class LineField(TextField):
    """One line of text. The browser cuts nothing of what is pasted: what is too long is said."""

    default_error_messages = {
        **REQUIRED,
        "max_length": _("This has %(show_value)s characters; at most %(limit_value)s are possible."),
    }

    def widget_attrs(self, widget):
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class PrintedLineField(LineField):
    """One line of text that is printed on awards: in letters that their font has, none of them invisible."""

    def validate(self, value):
        super().validate(value)
        try:
            check_letters(value)
        except AwardError as error:
            raise forms.ValidationError(refusal(error.code, error.detail), code=error.code) from error


def text_line(label, *, required=False, max_length=200, field=LineField, **options):
    """Return a field for one line of text."""
    return field(label=label, required=required, max_length=max_length, **options)


class PostedNames(forms.BaseForm):
    """A form whose fields in `POSTED_NAMES` are posted under the names there."""

    def add_prefix(self, field_name):
        return super().add_prefix(posted_name(field_name))


def posted_name(field_name: str) -> str:
    """Return the name under which a field is posted."""
    return POSTED_NAMES.get(field_name, field_name)
