"""Thai dates, numerals, ordering and typed text."""
