"""Everything a person can do with the values of an assessment."""
