"""Forms of the pages of editions; they parse and save nothing."""
