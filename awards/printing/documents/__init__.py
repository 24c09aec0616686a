"""The run sheet, the announcer's script, packages and samples of a ceremony."""
