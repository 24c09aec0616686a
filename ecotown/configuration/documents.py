"""What settings look like where they are seen, as far as rooms above add nothing to it."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from ecotown.configuration.registry import Preview


def footer_preview() -> Preview:
    """Return the department and its contact as they stand at the foot of every page."""
    markup = render_to_string("configuration/contact_preview.html")
    return Preview(_("At the foot of every page"), markup=markup)
