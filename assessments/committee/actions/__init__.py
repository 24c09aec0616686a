"""Everything the secretary of the committee can do."""
