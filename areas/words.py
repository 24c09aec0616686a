"""Words of provinces."""

from django.utils.translation import gettext as _

CAPITAL = "กรุงเทพมหานคร"  # not a province


def province_in_words(name: str) -> str:
    """Return the name of a province as it is printed and read aloud; the capital is no province."""
    return name if name == CAPITAL else _("Province of %(province_name)s") % {"province_name": name}
