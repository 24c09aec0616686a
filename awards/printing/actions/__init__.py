"""Everything a person can do to print a ceremony."""
