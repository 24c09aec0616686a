"""What stands between the fields of a form that crispy-forms lays out."""

from django.forms import BaseForm
from django.template import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString


class Markup:
    """Markup that a form made with `format_html`.

    crispy's own `HTML` runs it as a template, and with it a name or a reason that somebody typed.
    """

    def __init__(self, markup: SafeString) -> None:
        self.markup = markup

    def render(self, form: BaseForm, context: Context, **_options: object) -> SafeString:
        """The markup as it is; what crispy asks of each part of a layout."""
        return conditional_escape(self.markup)
