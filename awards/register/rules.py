"""Permissions on awards."""

import rules

from ecotown.accounts.rules import is_administrator, is_assessor, is_officer

rules.add_perm("awards.issue", is_administrator)
rules.add_perm("awards.revoke", is_administrator)
rules.add_perm("awards.view_award", is_officer | is_assessor | is_administrator)
rules.add_perm("awards.download", is_officer | is_assessor | is_administrator)
rules.add_perm("awards.hold_ceremonies", is_administrator)
