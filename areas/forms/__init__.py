"""Forms about areas; they parse and limit, and save nothing."""

from areas.forms.lists import ANY, PHASES, AreaListForm

__all__ = ["ANY", "PHASES", "AreaListForm"]
