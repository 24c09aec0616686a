"""Words of loaded years: what marks them everywhere, and why one is refused."""

from django.utils.translation import gettext_lazy as _

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
