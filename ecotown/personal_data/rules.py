"""Who may see the register and decide on erasures."""

import rules

from ecotown.accounts.rules import is_administrator

rules.add_perm("personal_data.manage", is_administrator)
