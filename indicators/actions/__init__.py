"""The actions on the criteria. Each action is one transaction and records one event."""

from indicators.actions.changing import EditionError, FieldFaults
from indicators.actions.crosswalks import save_crosswalk
from indicators.actions.drafts import (
    add_part,
    edit_framework,
    edit_level_rules,
    edit_part,
    move_part,
    remove_part,
)
from indicators.actions.editions import (
    answers_text,
    copy_framework,
    discard_framework,
    load_framework,
    publish_framework,
)
from indicators.actions.examples import remove_example, save_example
from indicators.actions.plausibility import change_limit, load_plausibility

__all__ = [
    "EditionError",
    "FieldFaults",
    "add_part",
    "answers_text",
    "change_limit",
    "copy_framework",
    "discard_framework",
    "edit_framework",
    "edit_level_rules",
    "edit_part",
    "load_framework",
    "load_plausibility",
    "move_part",
    "publish_framework",
    "remove_example",
    "remove_part",
    "save_crosswalk",
    "save_example",
]
