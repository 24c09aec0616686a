"""Words of loaded years: what marks them everywhere, and why one is refused."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecotown.common.thai.formats import era_year

NOT_ASSESSED_SENTENCE = _(
    "These data were loaded from a workbook. They were not assessed in the portal, and certify nothing."
)
OTHER_AREA = _("This workbook belongs to another area.")
WRONG_LEVEL = _("Type a level from 0 to 5, or leave this cell empty.")
INCOMPLETE_VALUE = _("A number of this indicator is missing. Fill in all of its numbers or none.")
SOURCE_TOO_LONG = _("At most %(limit)s characters.")

REFUSALS = {
    "year-impossible": _("A year can be loaded from 2560 to the present fiscal year."),
    "year-assessed": _(
        "The area was first assessed in the portal in this year or before it, so the year cannot be loaded."
    ),
    "no-source": _("Please say where these data come from."),
    "nothing-to-load": _("There is neither a value nor a granted level to load."),
    "other-edition-loaded": _(
        "This year was loaded by another edition of the criteria. Remove it before you load it by this one."
    ),
    "loaded-meanwhile": _(
        "Somebody else has loaded or removed this year meanwhile. Download the form again and compare."
    ),
    "not-loaded-any-more": _("This year was removed already. The history of the area says by whom and why."),
    "no-removal-reason": _("Please say why this year is removed."),
    "nothing-to-release": _("This year has no granted level, so there is nothing to show to everyone."),
    "released-already": _("The level of this year is shown to everyone already."),
}


def facts_of_event(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the facts of a stored event about a loaded year in words.

    A row that was tampered with may lack any of them; the verification of the chain reports it.
    """
    content = data.get("new") or data.get("old") or data
    facts = [(gettext("Fiscal year"), str(era_year(data["year"])))] if "year" in data else []
    if content.get("granted_level") is not None:
        facts.append((gettext("Level by the source"), str(content["granted_level"])))
    if values := content.get("values"):
        facts.append((gettext("Indicators with a value"), str(len(values))))
    if quantities := content.get("quantities"):
        facts.append((gettext("Basic data of the area"), str(len(quantities))))
    if source := content.get("source"):
        facts.append((gettext("Source"), str(source)))
    return facts
