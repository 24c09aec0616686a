"""Runs every benchmark: `python -m bench`."""

from bench import level_rule

level_rule.main()
