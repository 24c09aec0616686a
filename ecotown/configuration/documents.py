"""What settings look like where they are seen, where no room above shows it; the mail of a test."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from ecotown.common.mails.models import Mail
from ecotown.configuration import queries
from ecotown.configuration.registry import Preview


def footer_preview() -> Preview:
    """Return the department and its contact as they stand at the foot of every page."""
    markup = render_to_string("configuration/contact_preview.html")
    return Preview(_("At the foot of every page"), markup=markup)


def emblem_picture() -> bytes | None:
    """Return the picture `picture:emblem` of papers, None where no emblem is set."""
    picture = queries.emblem()
    return picture.content if picture else None


def heading_preview() -> Preview:
    """Return the emblem with the department as they head letters and the covers of papers."""
    markup = render_to_string("configuration/heading_preview.html")
    return Preview(_("On letters and on the covers of papers"), markup=markup)


def mail_of_test(_mail: Mail) -> tuple[str, str]:
    """Return subject and text of the mail by which an administrator tries the mail server."""
    return _("Test of the mail server"), _("This mail was asked for on the page “System”. Mails arrive.")
