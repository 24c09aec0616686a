"""Permissions on the criteria. Only administrators see drafts, see `FrameworkQuerySet.visible_to`."""

import rules

from ecotown.accounts.rules import is_administrator

rules.add_perm("indicators.list_editions", is_administrator)
rules.add_perm("indicators.edit_edition", is_administrator)
rules.add_perm("indicators.publish_edition", is_administrator)
rules.add_perm("indicators.change_limits", is_administrator)
