"""Permissions about people."""

import rules

from ecotown.accounts.rules import is_administrator

rules.add_perm("people.manage", is_administrator)
