"""Print runs, packages, the run sheet and the announcer's script of a ceremony."""
