"""The events of areas: the published lists, the register, and which officer looks after which province."""

from django.utils.translation import gettext_lazy as _

from ecotown.common.history.events import EventName, Meaning


class Event(EventName):
    PROVINCES_LOADED = Meaning("provinces-loaded", _("List of provinces loaded"))
    TARGET_AREAS_LOADED = Meaning("target-areas-loaded", _("List of target areas loaded"))
    AREA_GROUPS_LOADED = Meaning("area-groups-loaded", _("List of groups of areas loaded"))
    PUBLISHED_TOTALS_LOADED = Meaning("published-totals-loaded", _("Published totals loaded"))
    HOLIDAYS_LOADED = Meaning("holidays-loaded", _("List of public holidays loaded"))
    HOLIDAYS_SAVED = Meaning("holidays-saved", _("Public holidays entered"))
    HOLIDAY_REMOVED = Meaning("holiday-removed", _("Public holiday removed"))
    PROVINCE_GIVEN = Meaning("province-given", _("Province given to an officer"))
    TERM_CHANGED = Meaning("term-changed", _("Term of an officer in a province changed"))
    AREA_LIST_IMPORTED = Meaning("area-list-imported", _("List of areas taken into the register"))
    AREA_ADDED = Meaning("area-added", _("Area added to the register"))
    AREA_CHANGED = Meaning("area-changed", _("Facts about the area changed"))
    AREA_RENAMED = Meaning("area-renamed", _("Area renamed"))
    AREA_NAME_CORRECTED = Meaning("area-name-corrected", _("Name of the area entered or corrected"))
    AREA_NAME_WITHDRAWN = Meaning("area-name-withdrawn", _("Renaming of the area withdrawn"))
    AREA_NAME_TAKEN_EFFECT = Meaning("area-name-taken-effect", _("New name of the area in effect"))
    AREA_ENDED = Meaning("area-ended", _("Area ended"))
    AREA_RESUMED = Meaning("area-resumed", _("End of the area taken back"))
    SUB_DISTRICTS_SAVED = Meaning("sub-districts-saved", _("Sub-districts of the area saved"))
    BOUNDARY_SAVED = Meaning("boundary-saved", _("Boundary of the area saved"))
    BOUNDARY_REMOVED = Meaning("boundary-removed", _("Boundary of the area removed"))
    AREA_GROUPED = Meaning("area-grouped", _("Area put into a group"))
    AREA_UNGROUPED = Meaning("area-ungrouped", _("Area taken out of a group"))
    AREA_GROUP_SAVED = Meaning("area-group-saved", _("Group of areas saved"))
    ANNOUNCEMENT_SAVED = Meaning("announcement-saved", _("Announcement saved"))
    PUBLISHED_LEVEL_SAVED = Meaning("published-level-saved", _("Published level saved"))
    PUBLISHED_LEVEL_REMOVED = Meaning("published-level-removed", _("Published level removed"))
    TARGET_LEVEL_SAVED = Meaning("target-level-saved", _("Target level saved"))
    TARGET_LEVEL_REMOVED = Meaning("target-level-removed", _("Target level removed"))
