"""A person's own account: the own page, language, password, mail address, sessions."""
