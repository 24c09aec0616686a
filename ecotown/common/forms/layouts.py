"""Layout objects for forms of crispy-forms."""

from django.forms import BaseForm
from django.template import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString


class Markup:
    """Markup between fields, made with `format_html`.

    crispy's own `HTML` compiles its content as a template, including a name or a reason that somebody typed.
    """

    def __init__(self, markup: SafeString) -> None:
        self.markup = markup

    def render(self, form: BaseForm, context: Context, **_options: object) -> SafeString:
        """Return the markup unchanged; crispy calls this on each part of a layout."""
        return conditional_escape(self.markup)
