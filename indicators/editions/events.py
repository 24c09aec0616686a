"""The events of editions of the criteria and of their limits."""

from django.utils.translation import gettext_lazy as _

from ecotown.common.history.events import EventName, Meaning


class Event(EventName):
    FRAMEWORK_LOADED = Meaning("framework-loaded", _("Loaded from a file"))
    FRAMEWORK_COPIED = Meaning("framework-copied", _("Made as a copy"))
    FRAMEWORK_EDITED = Meaning("framework-edited", _("Names and note edited"))
    LEVEL_RULES_EDITED = Meaning("level-rules-edited", _("Level rules edited"))
    PART_ADDED = Meaning("part-added", _("Added"))
    PART_EDITED = Meaning("part-edited", _("Edited"))
    PART_MOVED = Meaning("part-moved", _("Moved"))
    PART_REMOVED = Meaning("part-removed", _("Removed"))
    EXAMPLE_SAVED = Meaning("example-saved", _("Worked example saved"))
    EXAMPLES_ADAPTED = Meaning("examples-adapted", _("Expectations of worked examples adapted"))
    EXAMPLE_REMOVED = Meaning("example-removed", _("Worked example removed"))
    CROSSWALK_SAVED = Meaning("crosswalk-saved", _("Crosswalk saved"))
    FRAMEWORK_PUBLISHED = Meaning("framework-published", _("Published"))
    FRAMEWORK_DISCARDED = Meaning("framework-discarded", _("Draft discarded"))

    HANDBOOK_ASKED = Meaning("handbook-asked", _("Handbook asked for"))
    HANDBOOK_RETRIED = Meaning("handbook-retried", _("Handbook tried again"))

    PLAUSIBILITY_LOADED = Meaning("plausibility-loaded", _("Limits loaded from a file"))
    LIMIT_CHANGED = Meaning("limit-changed", _("Limit changed"))
