"""Everything a person can do after the publication of a result."""
