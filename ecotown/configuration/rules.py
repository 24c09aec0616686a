"""Who may change the settings; the people themselves stand in a room above."""

import rules


@rules.predicate
def is_administrator(user):
    return user.is_authenticated and user.is_active and user.is_administrator


rules.add_perm("configuration.open_settings", is_administrator)
rules.add_perm("configuration.change_settings", is_administrator)
rules.add_perm("configuration.test_mail", is_administrator)
