"""The views of the criteria: public pages, and pages on which administrators edit."""

from indicators.views.editions import (
    copy_edition,
    discard_edition,
    edit_edition,
    edit_levels,
    edition,
    edition_checks,
    edition_history,
    edition_list,
    publish_edition,
    upload_edition,
)
from indicators.views.examples import add_example, crosswalk, edit_example, remove_example
from indicators.views.parts import add_part, edit_part, move_part, remove_part
from indicators.views.plausibility import limit, plausibility
from indicators.views.public import compare, criteria, current_criteria, export

__all__ = [
    "add_example",
    "add_part",
    "compare",
    "copy_edition",
    "criteria",
    "crosswalk",
    "current_criteria",
    "discard_edition",
    "edit_edition",
    "edit_example",
    "edit_levels",
    "edit_part",
    "edition",
    "edition_checks",
    "edition_history",
    "edition_list",
    "export",
    "limit",
    "move_part",
    "plausibility",
    "publish_edition",
    "remove_example",
    "remove_part",
    "upload_edition",
]
