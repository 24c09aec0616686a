"""Words of the settings: sections of the menu, groups, refusals, values in the history."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The parts of the menu by the values of `Section`.
SECTIONS: Mapping[str, Promise] = {
    "people": _("Users"),
    "cycles": _("Assessment cycles"),
    "areas": _("Target areas"),
    "documents": _("Documents"),
    "system": _("System"),
}
