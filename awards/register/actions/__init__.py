"""Everything a person can do with an award."""
