"""Everything a person can do with a ceremony."""
