"""Forms of the pages of awards; they parse and save nothing."""
