"""The events of areas: the published lists, and which officer looks after which province."""

from django.utils.translation import gettext_lazy as _

from ecotown.common.history.events import EventName, Meaning


class Event(EventName):
    PROVINCES_LOADED = Meaning("provinces-loaded", _("List of provinces loaded"))
    TARGET_AREAS_LOADED = Meaning("target-areas-loaded", _("List of target areas loaded"))
    PUBLISHED_TOTALS_LOADED = Meaning("published-totals-loaded", _("Published totals loaded"))
    HOLIDAYS_LOADED = Meaning("holidays-loaded", _("List of public holidays loaded"))
    PROVINCE_GIVEN = Meaning("province-given", _("Province given to an officer"))
    TERM_CHANGED = Meaning("term-changed", _("Term of an officer in a province changed"))
