"""The rights table: every address, its arguments, and what it answers to each role."""
