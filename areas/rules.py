"""Who may do what with the register of target areas. Everybody may read what is public about an area."""

import rules

from ecotown.accounts.rules import is_administrator

rules.add_perm("areas.keep_register", is_administrator)
rules.add_perm("areas.keep_holidays", is_administrator)
